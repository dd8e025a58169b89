package org.bootarchive.boot.config.grub2;

import java.io.IOException;
import java.util.Optional;
import org.bootarchive.boot.config.ConfigFile;
import org.bootarchive.ufs.finding.SourceLine;

/** Reads and runs configuration files: {@code read_config_file} of normal/main.c. */
final class ConfigRun {
  private final GrubState state;
  private final ScriptRun run;

  ConfigRun(GrubState state, ScriptRun run) {
    this.state = state;
    this.run = run;
  }

  /** Runs a file that a script names; one that is not there is passed over without a word. */
  void read(String name, SourceLine where) throws Ended, IOException {
    if (!state.files().isFile(name)) {
      state.report(where, Grub2Code.GRUB2_FILE_MISSING, "there is no file " + Shown.brief(name));
      return;
    }
    GrubFile file = state.files().locate(name);
    String device =
        name.startsWith("(") ? name : "(" + state.variables().value("root") + ")" + name;
    read(state.files().read(file), device);
  }

  /**
   * Runs a file.
   *
   * @param name with its device
   */
  void read(ConfigFile file, String name) throws Ended, IOException {
    Variables variables = state.variables();
    Optional<String> oldFile = variables.get("config_file");
    Optional<String> oldDirectory = variables.get("config_directory");
    variables.export("config_file", name);
    int slash = name.lastIndexOf('/');
    variables.export("config_directory", slash < 0 ? name : name.substring(0, slash));
    run.run(LineReader.of(file));
    restore("config_file", oldFile);
    restore("config_directory", oldDirectory);
  }

  private void restore(String name, Optional<String> value) {
    if (value.isPresent()) {
      state.variables().set(name, value.get());
    } else {
      state.variables().unset(name);
    }
  }
}
