package org.bootarchive.boot.config.ipxe;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bootarchive.boot.config.BootChoices;
import org.bootarchive.boot.config.BootLoader;
import org.bootarchive.boot.config.ConfigCode;
import org.bootarchive.boot.config.ConfigException;
import org.bootarchive.boot.config.ConfigFile;
import org.bootarchive.boot.config.ConfigFiles;
import org.bootarchive.boot.config.ConfiguredBoot;
import org.bootarchive.boot.config.ConfiguredKernel;
import org.bootarchive.boot.config.ConfiguredModule;
import org.bootarchive.boot.config.edit.FindingList;
import org.bootarchive.boot.config.edit.OverlayRules;
import org.bootarchive.boot.config.edit.RawLine;
import org.bootarchive.ufs.text.ByteString;

/**
 * An iPXE script and what it starts.
 *
 * <p>A module's command line is its URL and the words behind it with one blank between them;
 * options such as {@code --name} are not part of it. Source: {@code multiboot_add_cmdline} in
 * multiboot.c.
 */
public final class IpxeScript {
  /** The setting by which the build of iPXE is chosen: {@code upstream} or {@code triton}. */
  private static final ByteString BUILD = ByteString.of("ipxe-build");

  /** With more of them no promise is made. */
  private static final int MAX_CONDITIONS = 16;

  private static final ByteString PLATFORM = ByteString.of("platform");

  private final ConfigFile file;
  private final ImmutableList<RawLine> lines;
  private final BootChoices choices;

  /** The URI of the script itself. */
  private final String base;

  private final IpxeRun run;
  private final ConfiguredBoot boot;

  private IpxeScript(
      ConfigFile file, ConfigFiles files, BootChoices choices, String path, boolean filesKnown)
      throws IOException {
    this.file = file;
    this.lines = RawLine.split(file);
    this.choices = choices;
    this.base = server(file) + path;
    this.run = new IpxeRun(file, files, choices, base, filesKnown, Set.of());
    run.run();
    requireDecided(files, filesKnown);
    this.boot = result();
  }

  /**
   * Reads a script as if every file were there.
   *
   * @throws IOException if it is beyond every limit
   */
  public static IpxeScript parse(ConfigFile file) throws IOException {
    return new IpxeScript(
        file, ConfigFiles.everything(), BootChoices.DEFAULTS, "/" + file.name(), false);
  }

  /**
   * Reads a script.
   *
   * @param files what the servers serve
   * @param path where the script is on its server
   * @throws IOException if it is beyond every limit, or a file cannot be read
   */
  static IpxeScript read(ConfigFile file, ConfigFiles files, BootChoices choices, String path)
      throws IOException {
    return new IpxeScript(file, files, choices, path, true);
  }

  /**
   * Adds a finding if another answer to a condition that only the machine knows boots something
   * else; each is turned by itself, then all together.
   */
  private void requireDecided(ConfigFiles files, boolean filesKnown) throws IOException {
    Set<String> conditions = run.undecided();
    List<Set<String>> answers = new ArrayList<>();
    conditions.forEach(condition -> answers.add(Set.of(condition)));
    answers.add(Set.copyOf(conditions));
    boolean same = conditions.size() <= MAX_CONDITIONS;
    for (int i = 0; !conditions.isEmpty() && same && i < answers.size(); i++) {
      IpxeRun other = new IpxeRun(file, files, choices, base, filesKnown, answers.get(i));
      try {
        other.run();
        same = started(other).equals(started(run));
      } catch (ConfigException e) {
        same = false;
      }
    }
    if (!same) {
      run.findings()
          .add(
              ConfigCode.IPXE_UNDECIDED.finding(
                  "what boots depends on the machine: "
                      + IpxeSettings.shown(conditions.iterator().next(), 120)
                      + (conditions.size() > 1 ? " and others" : "")
                      + "; the boot is told as if not"));
    }
  }

  /** Returns all that the kernel gets, its own line first. */
  private static List<String> started(IpxeRun run) {
    List<String> lines = new ArrayList<>();
    lines.add(run.kernel().map(IpxeImage::passedLine).orElse(""));
    run.modules().forEach(image -> lines.add(image.passedLine()));
    return lines;
  }

  /** Returns the file that was read. */
  public ConfigFile file() {
    return file;
  }

  /** Returns what the script would start. */
  public ConfiguredBoot boot() {
    return boot;
  }

  /**
   * Returns the URL of a path on the server that the script loads its first module from, or else
   * the kernel; the path itself if that is no URL.
   */
  public ByteString url(ByteString path) {
    ByteString near = written();
    int scheme = near.indexOf(ByteString.of("://"), 0);
    if (scheme < 0) {
      return path;
    }
    int end = near.indexOf('/', scheme + 3);
    ByteString server = end < 0 ? near : near.substring(0, end);
    return path.startsWith("/") ? server.concat(path) : server.concat("/").concat(path);
  }

  /**
   * Returns what the kernel gets for a URL, or for a path next to the script, where the script ends
   * its run.
   *
   * @throws IOException if a setting in it expands without end
   */
  ByteString resolved(ByteString path) throws IOException {
    String expanded = run.settings().expand(path.latin1(), run.end());
    return bytes(IpxeSettings.visible(IpxeUri.resolve(base, expanded)));
  }

  /** Returns the first URL as the script has it: a relative one wants a path and no server. */
  private ByteString written() {
    IpxeImage first =
        run.modules().stream().findFirst().or(run::kernel).or(run::selected).orElse(null);
    return first == null ? ByteString.EMPTY : bytes(IpxeSettings.visible(first.written));
  }

  ImmutableList<RawLine> lines() {
    return lines;
  }

  IpxeRun run() {
    return run;
  }

  /** Returns the scheme and host that relative URLs are taken to be next to. */
  private static String server(ConfigFile file) {
    String text = file.text();
    for (int at = text.indexOf("://"); at >= 0; at = text.indexOf("://", at + 1)) {
      int start = at;
      while (start > 0 && Character.isLetter(text.charAt(start - 1))) {
        start--;
      }
      int end = at + 3;
      while (end < text.length() && "/ \t\r\n".indexOf(text.charAt(end)) < 0) {
        end++;
      }
      if (start < at && end > at + 3) {
        // The braces of a setting in a host are not expanded in the URL of the script itself.
        return text.substring(start, end).replace("${", "\ue000").replace('}', '\ue001');
      }
    }
    return "tftp://\ue000next-server\ue001";
  }

  private ConfiguredBoot result() {
    FindingList findings = run.findings();
    Optional<IpxeImage> kernel = run.kernel();
    List<IpxeImage> images = new ArrayList<>(run.modules());
    if (kernel.isEmpty()) {
      run.selected().ifPresent(images::remove);
      kernel = run.missing().isPresent() ? run.selected() : Optional.empty();
      run.missing().ifPresent(images::add);
      return boot(kernel, images, List.of(), findings);
    }
    IpxeImage started = kernel.get();
    if (started.kind == IpxeImage.Kind.STAND_IN && run.filesAreKnown()) {
      findings.add(
          ConfigCode.KERNEL_NOT_EXECUTABLE.at(
              started.source,
              ByteString.ofLatin1(IpxeSettings.visible(started.uri)).brief(200)
                  + " has no Multiboot header: iPXE would refuse it"));
    }
    IpxeBuild build = build(started);
    List<String> whole = new ArrayList<>();
    whole.add(started.passedLine());
    images.forEach(image -> whole.add(image.passedLine()));
    if (images.size() > OverlayRules.MAX_MODULES) {
      findings.add(
          ConfigCode.TOO_MANY_MODULES.finding(
              images.size() + " modules; the limit is " + OverlayRules.MAX_MODULES));
    } else if (images.size() > build.modules()) {
      findings.add(
          ConfigCode.IPXE_MODULE_LIMIT.finding(
              images.size()
                  + " modules; "
                  + build.title()
                  + " passes on the first "
                  + build.modules()
                  + other(build)));
    }
    List<IpxeImage> passed = images.subList(0, Math.min(images.size(), build.modules()));
    List<String> cut = build.cut(whole.subList(0, passed.size() + 1));
    if (!cut.equals(whole.subList(0, cut.size()))) {
      findings.add(
          ConfigCode.IPXE_COMMAND_LINES_CUT.finding(
              "the command lines do not fit in the "
                  + build.commandLineBytes()
                  + " bytes of "
                  + build.title()
                  + ", which cuts them"
                  + other(build)));
    }
    platform(build, findings);
    return boot(kernel, passed, cut, findings);
  }

  private static String other(IpxeBuild build) {
    return build == IpxeBuild.UPSTREAM
        ? "; Triton's has room for 16 modules and 4096 bytes"
        : "; upstream iPXE has room for 8 modules and 512 bytes";
  }

  private void platform(IpxeBuild build, FindingList findings) {
    ByteString platform = choices.settings().get(PLATFORM);
    if (platform != null && platform.equalsText("efi") && build == IpxeBuild.UPSTREAM) {
      findings.add(
          ConfigCode.IPXE_NO_MULTIBOOT.finding(
              "upstream iPXE starts no Multiboot kernel under UEFI; Triton's does"));
    }
    findings.add(
        ConfigCode.IPXE_BUILD.finding(
            "read as "
                + build.title()
                + " does under BIOS: "
                + build.modules()
                + " modules, "
                + build.commandLineBytes()
                + " bytes of command lines"
                + (build == IpxeBuild.UPSTREAM ? "; under UEFI it starts no such kernel" : "")));
  }

  /** Returns the build: the given one, else Triton's for the URLs that its booter writes. */
  private IpxeBuild build(IpxeImage kernel) {
    ByteString given = choices.settings().get(BUILD);
    if (given != null) {
      return given.equalsText("triton") ? IpxeBuild.TRITON : IpxeBuild.UPSTREAM;
    }
    boolean booter = file.text().contains("://${next-server}/os/") && kernel.uri.contains("/os/");
    return booter ? IpxeBuild.TRITON : IpxeBuild.UPSTREAM;
  }

  /**
   * Puts a boot together.
   *
   * @param cut the command lines as they arrive, the kernel's first; none if they are whole
   */
  private static ConfiguredBoot boot(
      Optional<IpxeImage> kernel, List<IpxeImage> images, List<String> cut, FindingList findings) {
    ImmutableList.Builder<ConfiguredModule> modules = ImmutableList.builder();
    for (int i = 0; i < images.size(); i++) {
      IpxeImage image = images.get(i);
      modules.add(
          new ConfiguredModule(
              bytes(IpxeSettings.visible(image.uri)),
              bytes(cut.isEmpty() ? image.passedLine() : cut.get(i + 1)),
              image.source));
    }
    return new ConfiguredBoot(
        BootLoader.IPXE,
        kernel.map(image -> kernel(image, cut.isEmpty() ? image.passedLine() : cut.get(0))),
        modules.build(),
        findings.build());
  }

  private static ConfiguredKernel kernel(IpxeImage image, String line) {
    String uri = IpxeSettings.visible(image.uri);
    String arguments = line.length() > uri.length() ? line.substring(uri.length() + 1) : "";
    return new ConfiguredKernel(bytes(uri), bytes(arguments), image.source);
  }

  private static ByteString bytes(String text) {
    return ByteString.ofLatin1(text);
  }
}
