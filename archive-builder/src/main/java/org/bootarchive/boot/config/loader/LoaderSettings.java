package org.bootarchive.boot.config.loader;

import com.google.common.collect.ImmutableList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bootarchive.boot.config.ConfigCode;
import org.bootarchive.boot.config.edit.FindingList;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.finding.SourceLine;
import org.bootarchive.ufs.text.ByteString;

/**
 * What the settings read so far amount to: the environment, and the modules in the order in which
 * their prefixes were first named, which is the order of loading.
 *
 * <p>Source: {@code process_assignment} in support.4th.
 */
final class LoaderSettings {
  private static final ImmutableList<String> SUFFIXES =
      ImmutableList.of("_load", "_name", "_type", "_hash", "_flags", "_before", "_after", "_error");

  /** A property of a module and the line that set it. */
  private record Value(String text, boolean yes, SourceLine source) {}

  private final Map<String, String> environment = new LinkedHashMap<>();
  private final Map<String, SourceLine> sources = new HashMap<>();
  private final Map<String, Map<String, Value>> modules = new LinkedHashMap<>();
  private final FindingList findings = new FindingList();

  LoaderSettings() {
    environment.put("ISADIR", "amd64");
  }

  /** Takes a setting in; returns false if it ends the reading of its file. */
  boolean set(LoaderSyntax.Assignment setting, SourceLine where) {
    String name = setting.name();
    if (name.isEmpty() || name.equals("verbose_loading")) {
      return true;
    }
    if (name.equals("exec")) {
      return true;
    }
    for (String suffix : name.equals("loader_conf_files") ? ImmutableList.<String>of() : SUFFIXES) {
      if (name.endsWith(suffix) && name.length() > suffix.length()) {
        setModule(name.substring(0, name.length() - suffix.length()), suffix, setting, where);
        return true;
      }
    }
    return setVariable(setting, where);
  }

  private void setModule(
      String prefix, String suffix, LoaderSyntax.Assignment setting, SourceLine where) {
    modules
        .computeIfAbsent(prefix, p -> new LinkedHashMap<>())
        .put(suffix, new Value(setting.value(), setting.isYes(), where));
  }

  /** Does what the command {@code set NAME=VALUE} does. */
  private boolean setVariable(LoaderSyntax.Assignment setting, SourceLine where) {
    String command = "set " + setting.name() + "=" + setting.raw();
    Optional<ImmutableList<String>> words =
        LoaderWords.split(command, environment, name -> undefined(where, name));
    if (words.isEmpty() || words.get().size() != 2) {
      report(
          where,
          ConfigCode.LOADER_BAD_DEFINITION,
          "the value of " + ByteString.ofLatin1(setting.name()).brief(80) + " cannot be set");
      return false;
    }
    String assignment = words.get().get(1);
    int equal = assignment.indexOf('=');
    sources.put(assignment.substring(0, equal), where);
    environment.put(assignment.substring(0, equal), assignment.substring(equal + 1));
    return true;
  }

  void undefined(SourceLine where, String variable) {
    report(
        where,
        ConfigCode.LOADER_UNDEFINED_VARIABLE,
        "the variable " + ByteString.ofLatin1(variable).brief(80) + " is not set in these files");
  }

  void report(SourceLine where, ConfigCode code, String message) {
    findings.add(code.at(where, message));
  }

  /** Reports what no line of a file says, at the line that set the first of some variables. */
  void reportUnplaced(ImmutableList<String> variables, ConfigCode code, String message) {
    for (String variable : variables) {
      Optional<SourceLine> where = source(variable);
      if (where.isPresent()) {
        report(where.get(), code, message);
        return;
      }
    }
    findings.add(code.finding(message));
  }

  /** Returns the line that set a variable last; empty if none did. */
  Optional<SourceLine> source(String variable) {
    return Optional.ofNullable(sources.get(variable));
  }

  Map<String, String> environment() {
    return environment;
  }

  ImmutableList<Finding> findings() {
    return findings.build();
  }

  int moduleCount() {
    return modules.size();
  }

  ImmutableList<LoaderModule> modules() {
    ImmutableList.Builder<LoaderModule> out = ImmutableList.builder();
    modules.forEach((prefix, values) -> out.add(module(prefix, values)));
    return out.build();
  }

  /**
   * Does what a Forth text does, if it is one of the few that are followed: a message, {@code
   * echo}, {@code set NAME=VALUE}.
   */
  boolean evaluates(String command, SourceLine where) {
    String text = command.strip();
    boolean message = text.startsWith(".(") || text.equals("echo") || text.startsWith("echo ");
    if (message || text.isEmpty()) {
      return true;
    }
    int equal = text.indexOf('=');
    if (text.startsWith("set ") && equal > 0) {
      String name = text.substring("set ".length(), equal).strip();
      return setVariable(new LoaderSyntax.Assignment(name, text.substring(equal + 1)), where);
    }
    report(
        where,
        ConfigCode.LOADER_COMMAND,
        ByteString.ofLatin1(text).brief(80) + " is a command that is not followed");
    return false;
  }

  private static LoaderModule module(String prefix, Map<String, Value> values) {
    Value load = values.get("_load");
    SourceLine source = load != null ? load.source() : values.values().iterator().next().source();
    String path = text(values, "_name");
    String hash = text(values, "_hash");
    return new LoaderModule(
        prefix,
        load != null && load.yes(),
        text(values, "_type"),
        path.isEmpty() ? prefix : path,
        text(values, "_flags"),
        hash.isEmpty() ? Optional.empty() : Optional.of(hash),
        text(values, "_before"),
        text(values, "_after"),
        text(values, "_error"),
        source);
  }

  private static String text(Map<String, Value> values, String suffix) {
    Value value = values.get(suffix);
    return value == null ? "" : value.text();
  }
}
