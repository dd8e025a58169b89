package org.bootarchive.boot.config.syslinux;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bootarchive.boot.config.BootChoices;
import org.bootarchive.boot.config.BootConfiguration;
import org.bootarchive.boot.config.BootLoader;
import org.bootarchive.boot.config.BootRoot;
import org.bootarchive.boot.config.ConfigCode;
import org.bootarchive.boot.config.ConfigEdit;
import org.bootarchive.boot.config.ConfigException;
import org.bootarchive.boot.config.ConfigFile;
import org.bootarchive.boot.config.ConfiguredBoot;
import org.bootarchive.boot.config.ConfiguredKernel;
import org.bootarchive.boot.config.ConfiguredModule;
import org.bootarchive.boot.config.OverlayModule;
import org.bootarchive.boot.config.edit.ModuleEditor;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.finding.Severity;
import org.bootarchive.ufs.finding.SourceLine;
import org.bootarchive.ufs.text.ByteString;

/**
 * A configuration of syslinux, isolinux or pxelinux that starts the kernel with {@code mboot.c32}.
 *
 * <p>A file in a directory {@code pxelinux.cfg} is pxelinux': its paths begin where that directory
 * is, and the settings {@code ip} (client:server:gateway:netmask) and {@code mac} say what {@code
 * ipappend} adds. Else paths begin where the file is. A file below a directory {@code EFI}, or the
 * setting {@code platform} with the value {@code efi}, means syslinux under UEFI, where mboot.c32
 * does not work.
 */
public final class SyslinuxConfiguration implements BootConfiguration {
  private final Path file;
  private final ConfigFile content;
  private final BootRoot root;
  private final BootChoices choices;
  private final String directory;
  private final boolean network;
  private final boolean efi;

  private SyslinuxConfiguration(
      Path file,
      ConfigFile content,
      BootRoot root,
      BootChoices choices,
      String directory,
      boolean network,
      boolean efi) {
    this.file = file;
    this.content = content;
    this.root = root;
    this.choices = choices;
    this.directory = directory;
    this.network = network;
    this.efi = efi;
  }

  /**
   * Reads a configuration.
   *
   * @param root the boot volume, or what the TFTP server serves
   * @param choices the entry is a label
   * @throws IOException if it cannot be read
   */
  public static SyslinuxConfiguration read(Path file, BootRoot root, BootChoices choices)
      throws IOException {
    ConfigFile content = ConfigFile.read(file);
    List<String> names = new ArrayList<>();
    Path real = file.toRealPath();
    if (real.startsWith(root.directory())) {
      for (Path name : root.directory().relativize(real)) {
        names.add(ByteString.of(name.toString()).latin1());
      }
    } else {
      Path folder = real.getParent();
      if (folder != null
          && folder.getFileName() != null
          && folder.getFileName().toString().equals("pxelinux.cfg")) {
        names.add("pxelinux.cfg");
      }
      names.add("");
    }
    names.remove(names.size() - 1);
    boolean network = !names.isEmpty() && names.get(names.size() - 1).equals("pxelinux.cfg");
    if (network) {
      names.remove(names.size() - 1);
    }
    ByteString platform = choices.settings().get(ByteString.of("platform"));
    boolean efi =
        names.stream().anyMatch(name -> Ascii.equalsIgnoreCase(name, "efi"))
            || (platform != null && platform.equalsText("efi"));
    return new SyslinuxConfiguration(
        file, content, root, choices, "/" + String.join("/", names), network, efi);
  }

  @Override
  public BootLoader bootLoader() {
    return BootLoader.SYSLINUX;
  }

  @Override
  public ConfiguredBoot boot() throws IOException {
    return boot(content);
  }

  private ConfiguredBoot boot(ConfigFile configuration) throws IOException {
    SyslinuxRun.Followed followed = follow(configuration);
    ImmutableList.Builder<Finding> findings = ImmutableList.builder();
    findings.addAll(followed.findings());
    SyslinuxRun.Image kernel = followed.kernel();
    if (efi) {
      SourceLine where = kernel == null ? configuration.line(1) : kernel.where();
      findings.add(
          SyslinuxCode.SYSLINUX_UEFI.at(
              where, "under UEFI mboot.c32 crashes before the kernel is entered"));
      findings.add(ConfigCode.NO_KERNEL.at(where, "no kernel is started under UEFI"));
      kernel = null;
    }
    if (kernel == null) {
      return new ConfiguredBoot(
          BootLoader.SYSLINUX, Optional.empty(), ImmutableList.of(), findings.build());
    }
    ImmutableList.Builder<ConfiguredModule> modules = ImmutableList.builder();
    for (SyslinuxRun.Image module : followed.modules()) {
      modules.add(
          ConfiguredModule.unpacked(
              ByteString.ofLatin1(module.path()),
              ByteString.ofLatin1(module.string()),
              module.where()));
    }
    return new ConfiguredBoot(
        BootLoader.SYSLINUX,
        Optional.of(
            ConfiguredKernel.withWholeString(
                ByteString.ofLatin1(kernel.path()),
                ByteString.ofLatin1(kernel.string()),
                kernel.where())),
        modules.build(),
        findings.build());
  }

  private SyslinuxRun.Followed follow(ConfigFile configuration) throws IOException {
    ImmutableMap.Builder<String, String> settings = ImmutableMap.builder();
    choices.settings().forEach((name, value) -> settings.put(name.latin1(), value.latin1()));
    return SyslinuxRun.follow(
        configuration,
        new SyslinuxFiles(root, directory),
        new SystemStrings(network, settings.buildOrThrow()),
        choices.entry().map(ByteString::latin1));
  }

  @Override
  public OverlayModule located(OverlayModule overlay) {
    return overlay;
  }

  @Override
  public ConfigEdit add(List<OverlayModule> overlays) throws IOException {
    SyslinuxFiles files = new SyslinuxFiles(root, directory);
    ConfigEdit edit = edit(editor().add(overlays, path -> files.isFile(path.latin1())));
    requireArrived(edit, overlays);
    return edit;
  }

  @Override
  public ConfigEdit remove() throws IOException {
    return edit(editor().remove());
  }

  @Override
  public ConfigEdit remove(Set<ByteString> names) throws IOException {
    return edit(editor().remove(names));
  }

  private SyslinuxEditor editor() throws IOException {
    return SyslinuxEditor.of(content, follow(content).arguments());
  }

  private ConfigEdit edit(ConfigFile after) throws IOException {
    return new ConfigEdit(file, content, after, boot(content), boot(after));
  }

  /** Checks that the edited configuration hands over what was meant, as far as it boots at all. */
  private static void requireArrived(ConfigEdit edit, List<OverlayModule> overlays)
      throws ConfigException {
    for (Finding finding : edit.bootAfter().findings()) {
      boolean longer = SyslinuxCode.SYSLINUX_COMMAND_TOO_LONG.is(finding);
      if (longer && finding.severity() == Severity.ERROR) {
        throw new ConfigException(edit.after().name(), finding.message());
      }
    }
    if (edit.bootAfter().kernel().isEmpty()) {
      return;
    }
    ModuleEditor.requireArrived(edit.after().name(), edit.bootAfter().modules(), overlays);
  }
}
