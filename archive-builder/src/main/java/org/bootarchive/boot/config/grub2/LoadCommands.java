package org.bootarchive.boot.config.grub2;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.List;
import org.bootarchive.boot.config.ConfigCode;
import org.bootarchive.boot.config.grub2.MultibootLoader.Image;
import org.bootarchive.boot.config.grub2.MultibootLoader.Protocol;
import org.bootarchive.ufs.finding.SourceLine;
import org.jspecify.annotations.Nullable;

/** The commands that load something: loader/multiboot.c, disk/loopback.c. */
final class LoadCommands {
  private final GrubState state;

  LoadCommands(GrubState state) {
    this.state = state;
  }

  GrubError kernel(String name, ImmutableList<String> arguments, SourceLine where)
      throws IOException {
    state.loader().unload();
    ImmutableList<String> words = arguments;
    Protocol protocol = name.equals("multiboot") ? Protocol.MULTIBOOT_1 : Protocol.MULTIBOOT_2;
    while (protocol == Protocol.MULTIBOOT_1
        && !words.isEmpty()
        && (words.get(0).equals("--quirk-bad-kludge")
            || words.get(0).equals("--quirk-modules-after-kernel"))) {
      words = words.subList(1, words.size());
    }
    if (words.isEmpty()) {
      return failed(where, GrubError.BAD_ARGUMENT, name + " names no file");
    }
    GrubFile file = state.files().locate(words.get(0));
    if (!isThere(words.get(0), file)) {
      return missing(where, words.get(0), file, "no kernel is loaded");
    }
    state
        .loader()
        .setKernel(
            protocol,
            new Image(
                file,
                MultibootLoader.string(words.subList(1, words.size())),
                state.unpacking(),
                false,
                where));
    return GrubError.NONE;
  }

  GrubError module(String name, ImmutableList<String> arguments, SourceLine where)
      throws IOException {
    boolean packed = !arguments.isEmpty() && arguments.get(0).equals("--nounzip");
    ImmutableList<String> words = packed ? arguments.subList(1, arguments.size()) : arguments;
    if (words.isEmpty()) {
      return failed(where, GrubError.BAD_ARGUMENT, name + " names no file");
    }
    GrubFile file = state.files().locate(words.get(0));
    String string = MultibootLoader.string(words.subList(1, words.size()));
    state.loader().note(new MultibootLoader.ModuleLine(file.shown(), string, where));
    Protocol wanted = name.equals("module") ? Protocol.MULTIBOOT_1 : Protocol.MULTIBOOT_2;
    if (state.loader().protocol() != wanted) {
      String kernel = wanted == Protocol.MULTIBOOT_1 ? "multiboot" : "multiboot2";
      state.report(
          where,
          Grub2Code.GRUB2_MODULE_REFUSED,
          name
              + " without a kernel that "
              + kernel
              + " loaded: GRUB leaves "
              + Shown.brief(words.get(0))
              + " out");
      return GrubError.BAD_ARGUMENT;
    }
    Image image = new Image(file, string, state.unpacking() && !packed, packed, where);
    if (!isThere(words.get(0), file)) {
      if (file.error() != GrubError.NONE) {
        return missing(where, words.get(0), file, "the kernel boots without it");
      }
      state.loader().addMissing(image);
      return GrubError.FILE_NOT_FOUND;
    }
    state.loader().addModule(image);
    return GrubError.NONE;
  }

  GrubError otherSystem(String name, List<String> arguments, SourceLine where) throws IOException {
    String file = arguments.stream().filter(word -> !word.startsWith("-")).findFirst().orElse("");
    boolean blocks = file.startsWith("+") || file.endsWith("+1");
    if (!blocks && (file.isEmpty() || !state.files().isFile(file))) {
      return failed(where, GrubError.FILE_NOT_FOUND, name + " finds no file " + Shown.brief(file));
    }
    state.loader().unload();
    state
        .loader()
        .setKernel(
            Protocol.OTHER,
            new Image(
                new GrubFile(
                    GrubError.NONE,
                    state.volumes().boot(),
                    file,
                    state.volumes().boot().root().directory()),
                "",
                false,
                false,
                where));
    return GrubError.NONE;
  }

  GrubError otherFile(SourceLine where) {
    return state.loader().protocol() == Protocol.OTHER
        ? GrubError.NONE
        : failed(where, GrubError.BAD_ARGUMENT, "no kernel is loaded that takes this file");
  }

  /** Makes a device of a file. */
  GrubError loop(String name, String fileName, SourceLine where) throws IOException {
    GrubFile file = state.files().locate(fileName);
    if (isThere(fileName, file) || file.volume().assumed()) {
      state.report(
          where,
          ConfigCode.NOT_FOLLOWED,
          "what is in "
              + Shown.brief(file.shown())
              + " is not looked at; ("
              + Shown.brief(name)
              + ") is taken to be the boot volume");
      state
          .volumes()
          .addLoop(
              name,
              new Volume(name, state.volumes().boot().root(), file.shown() + ":", true, "", ""));
      return GrubError.NONE;
    }
    return missing(where, fileName, file, "there is no device (" + Shown.brief(name) + ")");
  }

  private boolean isThere(String name, GrubFile file) {
    return file.error() == GrubError.NONE
        && !name.endsWith("/")
        && state.volumes().isModule(file.file());
  }

  private GrubError missing(SourceLine where, String name, GrubFile file, String consequence) {
    String what =
        switch (file.error()) {
          case BAD_FILENAME -> " is no path: one begins with a slash";
          case BAD_DEVICE -> " has no device: root is not set";
          case UNKNOWN_DEVICE -> " is on a device that is not there";
          default -> " is not there";
        };
    return failed(
        where,
        file.error() == GrubError.NONE ? GrubError.FILE_NOT_FOUND : file.error(),
        Shown.brief(name) + what + "; GRUB waits 10 seconds, and " + consequence);
  }

  private GrubError failed(SourceLine where, GrubError error, String message) {
    state.report(where, Grub2Code.GRUB2_LOAD_FAILS, message);
    return error;
  }

  /** Says it if a load command takes a parameter that is not there, or a value of the machine. */
  void noteVariables(Statement.Command command, @Nullable Scope scope) {
    List<WordPart> first = command.words().get(0).parts();
    boolean loads =
        first.size() == 1
            && (first.get(0).text().startsWith("multiboot")
                || first.get(0).text().startsWith("module"));
    if (!loads) {
      return;
    }
    for (Word word : command.words()) {
      for (WordPart part : word.parts()) {
        boolean variable =
            part.kind() == WordPart.Kind.VARIABLE || part.kind() == WordPart.Kind.QUOTED_VARIABLE;
        if (variable && ScriptLexer.isDigit(part.text().charAt(0))) {
          int parameters = scope == null ? 0 : scope.arguments().size();
          Numbers.Parsed number = Numbers.parse(part.text());
          if (number.value() == 0 || Long.compareUnsigned(number.value(), parameters) > 0) {
            state.report(
                command.where(),
                Grub2Code.GRUB2_PARAMETER_EMPTY,
                "$"
                    + part.text()
                    + " is a parameter that is not given and vanishes; put the word"
                    + " in single quotes if the $ is meant");
          }
        }
      }
    }
  }
}
