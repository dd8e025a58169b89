package org.bootarchive.boot.config.grub2;

import com.google.common.collect.ImmutableList;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The environment: variables, and the contexts that submenus open. kern/env.c, normal/context.c */
final class Variables {
  /** What {@code normal.mod} sets, for scripts that ask what it can do. */
  private static final ImmutableList<String> FEATURES =
      ImmutableList.of(
          "feature_chainloader_bpb",
          "feature_ntldr",
          "feature_platform_search_hint",
          "feature_default_font_path",
          "feature_all_video_module",
          "feature_menuentry_id",
          "feature_menuentry_options",
          "feature_200_final",
          "feature_nativedisk_cmd",
          "feature_timeout_style");

  private final Deque<Map<String, Variable>> contexts = new ArrayDeque<>();

  /** A value, and whether new contexts get it. */
  private static final class Variable {
    private String value;
    private boolean exported;

    Variable(String value) {
      this.value = value;
    }
  }

  Variables() {
    contexts.push(new HashMap<>());
    for (String feature : FEATURES) {
      export(feature, "y");
    }
    export("color_normal", "light-gray/black");
    export("color_highlight", "black/light-gray");
  }

  /** Sets a variable that all contexts get. */
  void export(String name, String value) {
    set(name, value);
    export(name);
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(context().get(name)).map(variable -> variable.value);
  }

  /** Returns the value, empty if there is none. */
  String value(String name) {
    return get(name).orElse("");
  }

  void set(String name, String value) {
    boolean parentheses =
        name.equals("root") && value.length() > 1 && value.startsWith("(") && value.endsWith(")");
    String kept = parentheses ? value.substring(1, value.length() - 1) : value;
    context().computeIfAbsent(name, key -> new Variable(kept)).value = kept;
  }

  void unset(String name) {
    // The variables that something hooks into stay, without a value.
    if (name.equals("root") || name.equals("prefix")) {
      set(name, "");
    } else {
      context().remove(name);
    }
  }

  void export(String name) {
    context().computeIfAbsent(name, key -> new Variable("")).exported = true;
  }

  /** Opens a context that has the exported variables alone. */
  void open() {
    Map<String, Variable> inner = new HashMap<>();
    context()
        .forEach(
            (name, variable) -> {
              if (variable.exported) {
                Variable copy = new Variable(variable.value);
                copy.exported = true;
                inner.put(name, copy);
              }
            });
    contexts.push(inner);
  }

  void close() {
    contexts.pop();
  }

  private Map<String, Variable> context() {
    return contexts.element();
  }
}
