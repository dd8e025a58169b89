package org.bootarchive.boot.config.loader;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bootarchive.boot.config.ConfigCode;
import org.bootarchive.boot.config.ConfigFile;
import org.bootarchive.boot.config.ConfigFiles;
import org.bootarchive.ufs.finding.SourceLine;
import org.bootarchive.ufs.text.ByteString;

/**
 * Looks at what runs before the loader's settings count: the first stage's file of options, and the
 * Forth scripts that read the settings. None of it is run; what illumos does not ship there is a
 * finding, for any command of it may decide what boots.
 *
 * <p>Source: {@code parse_cmd} in gptzfsboot/zfsboot.c, {@code interact} in interp.c; the lines are
 * those of i386/loader/loader.rc and forth/loader.rc, and of the same files before they moved to
 * boot/forth.
 */
final class LoaderScripts {
  /** The first that is there is read; neither is by a machine that boots with EFI. */
  private static final ImmutableList<String> FIRST_STAGE =
      ImmutableList.of("/boot/config", "/boot.config");

  private static final ImmutableSet<String> LOADERS =
      ImmutableSet.of("/boot/loader", "/boot/zfsloader");

  private static final String MAIN = "/boot/loader.rc";

  private static final ImmutableList<String> SCRIPTS =
      ImmutableList.of(MAIN, "/boot/loader.rc.local", "/boot/menu.rc.local");

  private static final ImmutableSet<String> READS_SETTINGS =
      ImmutableSet.of("initialize", "initialize drop", "start");

  private static final ImmutableSet<String> SHIPPED =
      ImmutableSet.<String>builder()
          .addAll(READS_SETTINGS)
          .add("include /boot/forth/loader.4th")
          .add("include /boot/forth/beastie.4th")
          .add("include /boot/loader.4th")
          .add("include /boot/beastie.4th")
          .add("try-include /boot/loader.rc.local")
          .add("check-password")
          .add("beastie-start")
          .build();

  /** How the screen looks. */
  private static final Pattern SCREEN =
      Pattern.compile("framebuffer set \\d{1,5}x\\d{1,5}|set tem\\.[fb]g_color=\\w{1,20}");

  private static final CharMatcher BLANK = CharMatcher.anyOf(" \t\r\f\u000b");
  private static final Splitter WORDS = Splitter.on(BLANK).omitEmptyStrings();
  private static final int MAX_FINDINGS = 20;

  private final ConfigFiles files;
  private final LoaderSettings settings;

  LoaderScripts(ConfigFiles files, LoaderSettings settings) {
    this.files = files;
    this.settings = settings;
  }

  void check() throws IOException {
    for (String path : FIRST_STAGE) {
      Optional<ConfigFile> file = files.open(ByteString.of(path));
      if (file.isPresent()) {
        checkFirstStage(file.get());
      }
    }
    for (String path : SCRIPTS) {
      Optional<ConfigFile> file = files.open(ByteString.of(path));
      if (file.isPresent()) {
        checkScript(file.get(), path.equals(MAIN));
      }
    }
  }

  private void checkFirstStage(ConfigFile file) {
    int number = 0;
    for (String line : Splitter.on('\n').split(file.text())) {
      number++;
      for (String word : WORDS.split(line)) {
        if (!word.startsWith("-") && !LOADERS.contains(word)) {
          settings.report(
              file.line(number),
              ConfigCode.NOT_FOLLOWED,
              shown(word) + " is started in place of the loader, which is not followed");
          return;
        }
      }
    }
  }

  private void checkScript(ConfigFile file, boolean main) throws IOException {
    int number = 0;
    int found = 0;
    int commands = 0;
    boolean reads = false;
    for (String line : Splitter.on('\n').split(file.text())) {
      SourceLine where = file.line(++number);
      String command = command(line);
      if (command.isEmpty()) {
        continue;
      }
      commands++;
      reads |= READS_SETTINGS.contains(command);
      Optional<String> wrong = wrong(command);
      if (wrong.isPresent()) {
        settings.report(where, ConfigCode.NOT_FOLLOWED, wrong.get());
        if (++found == MAX_FINDINGS) {
          return;
        }
      }
    }
    if (main && commands > 0 && !reads) {
      settings.report(
          file.line(1),
          ConfigCode.NOT_FOLLOWED,
          "no line of it reads the loader's settings, as initialize does");
    }
  }

  /** Returns what is wrong with a command; empty if illumos ships it and it works. */
  private Optional<String> wrong(String command) throws IOException {
    if (!SHIPPED.contains(command) && !SCREEN.matcher(command).matches()) {
      return Optional.of(
          shown(command)
              + " is no line of illumos' loader.rc: it may decide what boots, and is not followed");
    }
    String file = command.substring(command.indexOf(' ') + 1);
    return command.startsWith("include ") && !files.contains(ByteString.of(file))
        ? Optional.of(command + ": there is no such file, and the loader reads no further")
        : Optional.empty();
  }

  /** Returns the words of a line with one space between them, without its comment. */
  private static String command(String line) {
    List<String> words = WORDS.splitToList(line);
    int comment = words.indexOf("\\");
    return String.join(" ", comment < 0 ? words : words.subList(0, comment));
  }

  private static String shown(String text) {
    return ByteString.ofLatin1(text).brief(80);
  }
}
