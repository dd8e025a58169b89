package org.bootarchive.testing;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bootarchive.dtrace.compile.DCompilation;
import org.bootarchive.dtrace.compile.DOptions;
import org.bootarchive.dtrace.compile.DProgram;
import org.bootarchive.dtrace.compile.DSource;
import org.bootarchive.dtrace.compile.TypeEnvironment;

/**
 * The arguments of {@code dtrace -A} as the vectors have them.
 *
 * @param sources the programs
 * @param options the rest
 */
public record DtraceWords(ImmutableList<DSource> sources, DOptions options) {
  private static final String WITHOUT_ARGUMENT = "FqwZ";

  /** Reads a script. */
  @FunctionalInterface
  public interface Scripts {
    /** Returns the text of a file, chars standing for bytes. */
    String read(String name) throws IOException;
  }

  /** Compiles what arguments ask for. */
  public static DCompilation compile(
      List<String> words, TypeEnvironment environment, Scripts scripts) throws IOException {
    DtraceWords read = of(words, scripts);
    return DProgram.compile(read.sources, environment, read.options);
  }

  private static DtraceWords of(List<String> words, Scripts scripts) throws IOException {
    ImmutableList.Builder<DSource> sources = ImmutableList.builder();
    DOptions options = DOptions.DEFAULTS;
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.length() < 2 || word.charAt(0) != '-') {
        arguments.add(word);
        continue;
      }
      if (word.equals("--")) {
        arguments.addAll(words.subList(i + 1, words.size()));
        break;
      }
      for (int at = 1; at < word.length(); at++) {
        char option = word.charAt(at);
        if (WITHOUT_ARGUMENT.indexOf(option) >= 0) {
          options = with(options, option);
          continue;
        }
        String argument = at + 1 < word.length() ? word.substring(at + 1) : words.get(++i);
        switch (option) {
          case 's' -> sources.add(DSource.script(argument, scripts.read(argument)));
          case 'n', 'i' -> sources.add(DSource.ofNames(argument));
          case 'P' -> sources.add(DSource.ofProviders(argument));
          case 'm' -> sources.add(DSource.ofModules(argument));
          case 'f' -> sources.add(DSource.ofFunctions(argument));
          case 'b' -> options = options.withBufferSize(argument);
          case 'x' -> {
            int equal = argument.indexOf('=');
            options =
                equal < 0
                    ? options.with(argument)
                    : options.with(argument.substring(0, equal), argument.substring(equal + 1));
          }
          default -> throw new IllegalArgumentException("option -" + option);
        }
        break;
      }
    }
    return new DtraceWords(sources.build(), options.withArguments(arguments));
  }

  private static DOptions with(DOptions options, char letter) {
    return switch (letter) {
      case 'F' -> options.withFlowIndent();
      case 'q' -> options.withQuiet();
      case 'w' -> options.withDestructive();
      default -> options.withZeroProbes();
    };
  }
}
