package org.bootarchive.dtrace.conf;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bootarchive.dtrace.conf.SystemStatement.Assignment;
import org.bootarchive.dtrace.conf.SystemStatement.Operator;
import org.jspecify.annotations.Nullable;

/** What the kernel says of commands given more than once: {@code check_system_file}. */
final class SystemRepeats {
  private static final String FILE = "//etc/system";

  private SystemRepeats() {}

  static void add(List<SystemStatement> statements, ConfRemarks findings) {
    Map<Key, Pile> piles = new LinkedHashMap<>();
    for (SystemStatement statement : statements) {
      Key key = Key.of(statement);
      if (key != null) {
        piles.computeIfAbsent(key, k -> new Pile()).add(statement);
      }
    }
    piles.forEach(
        (key, pile) -> {
          SystemStatement last = pile.last;
          if (last != null && pile.count >= 2) {
            findings.warn(ConfCode.COMMAND_REPEATED, last.line(), 0, message(key, last, pile));
          }
        });
  }

  private static String message(Key key, SystemStatement last, Pile pile) {
    if (last instanceof Assignment set) {
      String variable = set.module().map(module -> module + ":").orElse("") + set.symbol();
      String value =
          set.text()
              .orElse(
                  set.hexadecimal()
                      ? "0x" + Long.toHexString(pile.value)
                      : Long.toString(pile.value));
      return String.format(
          Locale.ROOT,
          "%s is set more than once in %s. \"set %s = %s\" applied as the current setting.",
          variable,
          FILE,
          variable,
          value);
    }
    String command = key.name().isEmpty() ? key.type() : key.type() + ": " + key.name();
    return "\"" + command + "\" appears more than once in " + FILE + ".";
  }

  /** What makes two commands the same ({@code sysparam_compare_entry}). */
  private record Key(String type, Optional<String> module, String name) {
    static @Nullable Key of(SystemStatement statement) {
      if (statement instanceof SystemStatement.Forceload forceload) {
        return of("forceload", forceload.module());
      } else if (statement instanceof SystemStatement.Exclude exclude) {
        return of("exclude", exclude.module());
      } else if (statement instanceof Assignment set) {
        return set.obeyed() ? new Key("set", set.module(), set.symbol()) : null;
      } else if (statement instanceof SystemStatement.RootFileSystem) {
        return of("rootfs", "");
      } else if (statement instanceof SystemStatement.RootDevice) {
        return of("rootdev", "");
      } else if (statement instanceof SystemStatement.SwapFileSystem) {
        return of("swapfs", "");
      } else if (statement instanceof SystemStatement.SwapDevice) {
        return of("swapdev", "");
      }
      return statement instanceof SystemStatement.ModuleDirectories ? of("moddir", "") : null;
    }

    private static Key of(String type, String name) {
      return new Key(type, Optional.empty(), name);
    }
  }

  /** Commands of one key: the first one's value does not count in the kernel's sum. */
  private static final class Pile {
    private @Nullable SystemStatement last;
    private int count;
    private long value;

    void add(SystemStatement statement) {
      if (last == null) {
        count = 1;
      } else if (!(statement instanceof Assignment set)) {
        count++;
      } else if (set.operator() == Operator.ASSIGN) {
        count++;
        value = set.number();
      } else {
        value = set.operator() == Operator.AND ? value & set.number() : value | set.number();
      }
      last = statement;
    }
  }
}
