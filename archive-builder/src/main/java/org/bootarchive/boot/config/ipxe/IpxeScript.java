package org.bootarchive.boot.config.ipxe;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bootarchive.boot.config.BootLoader;
import org.bootarchive.boot.config.ConfigCode;
import org.bootarchive.boot.config.ConfigException;
import org.bootarchive.boot.config.ConfigFile;
import org.bootarchive.boot.config.ConfiguredBoot;
import org.bootarchive.boot.config.ConfiguredKernel;
import org.bootarchive.boot.config.ConfiguredModule;
import org.bootarchive.boot.config.OverlayRules;
import org.bootarchive.boot.config.edit.FindingList;
import org.bootarchive.boot.config.edit.LogicalLine;
import org.bootarchive.boot.config.edit.RawLine;
import org.bootarchive.ufs.finding.SourceLine;
import org.bootarchive.ufs.text.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * An iPXE script, read from top to bottom as if every command succeeded; jumps are not followed,
 * and variables stay as they are.
 *
 * <p>A module's command line is its URL and the words behind it with one blank between them;
 * options such as {@code --name} are not part of it. Source: {@code imgsingle_exec} in image_cmd.c,
 * {@code multiboot_add_cmdline} in multiboot.c.
 */
public final class IpxeScript {
  private static final ImmutableSet<String> CONTROL =
      ImmutableSet.of(
          "goto",
          "chain",
          "choose",
          "menu",
          "item",
          "prompt",
          "login",
          "exit",
          "iseq",
          "isset",
          "autoboot",
          "sanboot");

  /** {@code MAX_MODULES} of iPXE; Triton's own build has 16. */
  private static final int MAX_MODULES = 8;

  private static final int MAX_IMAGES = 1000;

  /** An image that the script has fetched. */
  private record Image(String name, String uri, String arguments, SourceLine source) {
    boolean is(String nameOrUri) {
      return name.equals(nameOrUri) || uri.equals(nameOrUri);
    }

    Image withArguments(String newArguments) {
      return new Image(name, uri, newArguments, source);
    }
  }

  private final ConfigFile file;
  private final ImmutableList<RawLine> lines;
  private final FindingList findings = new FindingList();
  private final List<Image> images = new ArrayList<>();
  private @Nullable Image selected;
  private int bootLine = -1;
  private boolean bootLabelled;
  private final ConfiguredBoot boot;

  private IpxeScript(ConfigFile file) throws ConfigException {
    this.file = file;
    this.lines = RawLine.split(file);
    read();
    this.boot = result();
  }

  /**
   * Reads a script.
   *
   * @throws ConfigException if it has too many lines, words on a line, or images
   */
  public static IpxeScript parse(ConfigFile file) throws ConfigException {
    return new IpxeScript(file);
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
    ByteString near =
        boot.modules().isEmpty()
            ? boot.kernel().map(ConfiguredKernel::path).orElse(ByteString.EMPTY)
            : boot.modules().get(0).path();
    int scheme = near.indexOf(ByteString.of("://"), 0);
    if (scheme < 0) {
      return path;
    }
    int end = near.indexOf('/', scheme + 3);
    ByteString server = end < 0 ? near : near.substring(0, end);
    return path.startsWith("/") ? server.concat(path) : server.concat("/").concat(path);
  }

  ImmutableList<RawLine> lines() {
    return lines;
  }

  /**
   * Returns the index of the line that boots, or null if there is none.
   *
   * @throws ConfigException if the line has a label, so that nothing can be put in front of it
   */
  @Nullable Integer bootLine() throws ConfigException {
    if (bootLine >= 0 && bootLabelled) {
      throw new ConfigException(
          file.line(bootLine + 1), "the boot command has a label: jumps would miss what is added");
    }
    return bootLine < 0 ? null : bootLine;
  }

  private void read() throws ConfigException {
    String text = file.text();
    boolean magic = text.startsWith("#!ipxe") || text.startsWith("#!gpxe");
    if (!magic || text.length() < 7 || !IpxeLine.isSpace(text.charAt(6))) {
      findings.add(ConfigCode.IPXE_NO_MAGIC.finding("the script does not begin with #!ipxe"));
    }
    for (LogicalLine line : new IpxeGrammar().join(lines, 0, lines.size())) {
      SourceLine where = file.line(line.first() + 1);
      IpxeLine parsed = IpxeLine.parse(line.text(), where);
      for (IpxeLine.Command command : parsed.commands()) {
        if (!command.runs()) {
          continue;
        }
        if (command.starts()) {
          bootLine = line.first();
          bootLabelled = parsed.labelled();
          start(command);
          return;
        }
        run(command, where);
      }
    }
  }

  private void run(IpxeLine.Command command, SourceLine where) throws ConfigException {
    String name = command.name();
    if (CONTROL.contains(name)) {
      findings.add(ConfigCode.IPXE_CONTROL_FLOW.at(where, name + " is passed over, not followed"));
      return;
    }
    if (name.equals("imgfree")) {
      free(command);
      return;
    }
    boolean selects = name.equals("kernel") || name.equals("imgselect") || name.equals("imgload");
    if (!selects && !command.fetches() && !name.equals("imgargs")) {
      return;
    }
    int operand = command.operand();
    if (operand < 0 || operand >= command.words().size()) {
      findings.add(ConfigCode.IPXE_BAD_OPTION.at(where, "iPXE refuses the options of " + name));
      return;
    }
    String uri = command.words().get(operand).text();
    String arguments = command.joined(operand + 1);
    Image image = command.fetches() ? null : find(uri);
    boolean fetched = image == null;
    if (fetched && !name.equals("imgargs")) {
      String imageName = command.imageName().isEmpty() ? baseName(uri) : command.imageName();
      image = new Image(imageName, uri, arguments, where);
      images.add(image);
      if (images.size() > MAX_IMAGES) {
        throw new ConfigException(where, "fetches more than " + MAX_IMAGES + " images");
      }
    } else if (image != null && (name.equals("imgargs") || !arguments.isEmpty())) {
      Image changed = image.withArguments(arguments);
      images.set(images.indexOf(image), changed);
      selected = image.equals(selected) ? changed : selected;
      image = changed;
    }
    selected = selects ? image : selected;
  }

  private void free(IpxeLine.Command command) {
    if (command.words().size() < 2) {
      images.clear();
      return;
    }
    Image image = find(command.words().get(1).text());
    if (image != null) {
      images.remove(image);
    }
  }

  private void start(IpxeLine.Command command) {
    int operand = command.operand();
    Image image =
        operand > 0 && operand < command.words().size()
            ? find(command.words().get(operand).text())
            : null;
    selected = image == null ? selected : image;
  }

  private @Nullable Image find(String nameOrUri) {
    return images.stream().filter(image -> image.is(nameOrUri)).findFirst().orElse(null);
  }

  private ConfiguredBoot result() {
    Image kernel = selected;
    ImmutableList.Builder<ConfiguredModule> modules = ImmutableList.builder();
    int count = 0;
    for (Image image : images) {
      if (!image.equals(kernel)) {
        String line =
            image.arguments().isEmpty() ? image.uri() : image.uri() + " " + image.arguments();
        modules.add(
            new ConfiguredModule(
                ByteString.ofLatin1(image.uri()), ByteString.ofLatin1(line), image.source()));
        count++;
      }
    }
    if (kernel == null) {
      findings.add(ConfigCode.NO_KERNEL.finding("the script selects no kernel"));
    }
    if (count > OverlayRules.MAX_MODULES) {
      findings.add(
          ConfigCode.TOO_MANY_MODULES.finding(
              count + " modules; the limit is " + OverlayRules.MAX_MODULES));
    } else if (count > MAX_MODULES) {
      findings.add(
          ConfigCode.IPXE_MODULE_LIMIT.finding(
              count + " modules; iPXE passes on the first 8, Triton's build of it the first 16"));
    }
    return new ConfiguredBoot(
        BootLoader.IPXE,
        kernel == null
            ? Optional.empty()
            : Optional.of(
                new ConfiguredKernel(
                    ByteString.ofLatin1(kernel.uri()),
                    ByteString.ofLatin1(kernel.arguments()),
                    kernel.source())),
        modules.build(),
        findings.build());
  }

  private static String baseName(String uri) {
    return uri.substring(uri.lastIndexOf('/') + 1);
  }
}
