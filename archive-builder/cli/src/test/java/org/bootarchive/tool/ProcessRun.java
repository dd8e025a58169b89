package org.bootarchive.tool;

import com.google.common.base.Splitter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a process of its own did, where what is tested is the process: signals, locale, streams. */
record ProcessRun(int code, String output, String errors) {

  /** Runs a JVM with some arguments. */
  static ProcessRun java(String... arguments) throws IOException, InterruptedException {
    return await(builder(java(List.of(arguments))));
  }

  /** Returns the command line of a JVM of this build. */
  static List<String> java(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    return command;
  }

  /** Returns the command line of a command in a JVM of its own. */
  static List<String> tool(List<String> options, List<String> arguments) {
    List<String> command = new ArrayList<>(options);
    command.add("-cp");
    command.add(classPath());
    command.add(Main.class.getName());
    command.addAll(arguments);
    return java(command);
  }

  private static String classPath() {
    List<String> absolute = new ArrayList<>();
    for (String entry :
        Splitter.on(File.pathSeparatorChar).split(System.getProperty("java.class.path"))) {
      absolute.add(Path.of(entry).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, absolute);
  }

  /** Returns a process to be started, in an environment that tells of no locale and no options. */
  static ProcessBuilder builder(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
    environment.remove("JAVA_TOOL_OPTIONS");
    return builder;
  }

  /** Starts a process and waits for its end. */
  static ProcessRun await(ProcessBuilder builder) throws IOException, InterruptedException {
    Path errors = Files.createTempFile("errors", null);
    try {
      Process process = builder.redirectError(errors.toFile()).start();
      process.getOutputStream().close();
      byte[] output = process.getInputStream().readAllBytes();
      int code = process.waitFor();
      return new ProcessRun(
          code,
          new String(output, StandardCharsets.ISO_8859_1),
          Files.readString(errors, StandardCharsets.UTF_8));
    } finally {
      Files.delete(errors);
    }
  }
}
