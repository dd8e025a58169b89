package org.bootarchive.interop;

import com.google.common.io.ByteSource;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What came of running a program.
 *
 * @param command the program and its arguments
 * @param exitCode 0 if it is content
 * @param output what it wrote to standard output
 * @param errors what it wrote to standard error, one char a byte
 */
record ToolRun(List<String> command, int exitCode, ByteSource output, String errors) {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Writes what a program reads. */
  interface Input {
    void writeTo(OutputStream target) throws IOException;
  }

  /** Runs a program without input, for a minute at most. */
  static ToolRun of(String... command) {
    return of(List.of(command), target -> {});
  }

  /** Runs a program, for a minute at most. */
  static ToolRun of(List<String> command, Input input) {
    try {
      Path scratch = Files.createTempDirectory("tool");
      try {
        Path output = scratch.resolve("output");
        Path errors = scratch.resolve("errors");
        ProcessBuilder builder =
            new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().put("LC_ALL", "C");
        builder.environment().put("TZ", "UTC");
        builder.redirectInput(Redirect.PIPE);
        Process process = builder.start();
        try (OutputStream target = process.getOutputStream()) {
          input.writeTo(target);
        } catch (IOException e) {
          // A program that stops early closes its input; its exit code and errors tell why.
          if (process.isAlive() && !process.waitFor(1, TimeUnit.SECONDS)) {
            throw e;
          }
        } finally {
          await(process, LIMIT, command);
        }
        return new ToolRun(
            command,
            process.exitValue(),
            ByteSource.wrap(Files.readAllBytes(output)),
            Files.readString(errors, StandardCharsets.ISO_8859_1));
      } finally {
        delete(scratch);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted: " + command, e);
    }
  }

  /** Waits for a process; one that outstays its time is killed with all that it started. */
  static void await(Process process, Duration limit, List<String> command)
      throws InterruptedException {
    boolean ended = false;
    try {
      ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
    } finally {
      if (!ended) {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
      }
    }
    if (!ended) {
      throw new AssertionError("still running after " + limit + ": " + command);
    }
  }

  /** Deletes a directory and all that is in it. */
  static void delete(Path directory) throws IOException {
    // Depth first: a directory is empty when its turn comes.
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(path);
      }
    }
  }

  /** Returns this run if it ended well. */
  ToolRun good() {
    if (exitCode != 0) {
      throw new AssertionError(command + " ended with " + exitCode + ": " + errors);
    }
    return this;
  }

  /** Returns the output as text, one char a byte. */
  String text() {
    try {
      return output.asCharSource(StandardCharsets.ISO_8859_1).read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
