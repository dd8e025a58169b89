package org.bootarchive.boot.config.grub2;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bootarchive.boot.config.BootChoices;
import org.bootarchive.boot.config.BootConfiguration;
import org.bootarchive.boot.config.BootLoader;
import org.bootarchive.boot.config.BootRoot;
import org.bootarchive.boot.config.ConfigEdit;
import org.bootarchive.boot.config.ConfigException;
import org.bootarchive.boot.config.ConfigFile;
import org.bootarchive.boot.config.ConfiguredBoot;
import org.bootarchive.boot.config.ConfiguredKernel;
import org.bootarchive.boot.config.ConfiguredModule;
import org.bootarchive.boot.config.OverlayModule;
import org.bootarchive.boot.config.edit.ModuleEditor;
import org.bootarchive.boot.config.edit.ModuleRegion;
import org.bootarchive.boot.config.edit.RawLine;
import org.bootarchive.boot.config.grub2.MultibootLoader.Image;
import org.bootarchive.boot.config.grub2.MultibootLoader.ModuleLine;
import org.bootarchive.ufs.text.ByteString;

/**
 * A {@code grub.cfg} of GRUB 2, and the entry that it boots by itself or that is chosen.
 *
 * <p>Settings are variables that are set before the script begins. {@code root} is the device that
 * the boot volume is ({@code cd}, or {@code cd0} under UEFI, if it is not given), {@code
 * grub_platform} is {@code pc} or {@code efi}. Other devices that the script names are taken to be
 * the boot volume too, which a finding says.
 */
public final class Grub2Configuration implements BootConfiguration {
  private static final ByteString ROOT = ByteString.of("root");
  private static final ByteString PLATFORM = ByteString.of("grub_platform");

  private final Path file;
  private final ConfigFile content;
  private final String path;
  private final Volumes volumes;
  private final BootChoices choices;

  private Grub2Configuration(
      Path file, ConfigFile content, String path, Volumes volumes, BootChoices choices) {
    this.file = file;
    this.content = content;
    this.path = path;
    this.volumes = volumes;
    this.choices = choices;
  }

  /**
   * Reads a configuration.
   *
   * @param root the boot volume
   * @param choices the entry is a number from 0, a title or an id, of a submenu's entry behind a
   *     {@code >}
   * @throws IOException if it cannot be read
   */
  public static Grub2Configuration read(Path file, BootRoot root, BootChoices choices)
      throws IOException {
    ByteString device = choices.settings().get(ROOT);
    ByteString platform = choices.settings().get(PLATFORM);
    String guess = platform != null && platform.equalsText("efi") ? "cd0" : "cd";
    return new Grub2Configuration(
        file,
        ConfigFile.read(file),
        path(file, root),
        new Volumes(
            Volume.boot(device == null ? guess : device.latin1(), root), ImmutableList.of()),
        choices);
  }

  /** Returns where GRUB finds the file: below the root, or the usual place if it is not there. */
  private static String path(Path file, BootRoot root) throws IOException {
    Path real = file.toRealPath();
    if (!real.startsWith(root.directory())) {
      return "/boot/grub/grub.cfg";
    }
    StringBuilder path = new StringBuilder();
    for (Path name : root.directory().relativize(real)) {
      path.append('/').append(ByteString.of(name.toString()).latin1());
    }
    return path.toString();
  }

  @Override
  public BootLoader bootLoader() {
    return BootLoader.GRUB2;
  }

  @Override
  public ConfiguredBoot boot() throws IOException {
    return boot(follow(content));
  }

  private Followed follow(ConfigFile configuration) throws IOException {
    return follow(configuration, volumes);
  }

  private Followed follow(ConfigFile configuration, Volumes devices) throws IOException {
    ImmutableMap.Builder<String, String> settings = ImmutableMap.builder();
    choices.settings().forEach((name, value) -> settings.put(name.latin1(), value.latin1()));
    return GrubRun.follow(
        configuration,
        path,
        devices,
        settings.buildOrThrow(),
        choices.entry().map(ByteString::latin1));
  }

  private static ConfiguredBoot boot(Followed followed) {
    Image kernel = followed.kernel();
    ImmutableList.Builder<ConfiguredModule> modules = ImmutableList.builder();
    for (Image module : followed.named()) {
      ByteString shown = ByteString.ofLatin1(module.file().shown());
      ByteString string = ByteString.ofLatin1(module.string());
      modules.add(
          module.unpacked()
              ? ConfiguredModule.unpacked(shown, string, module.where())
              : new ConfiguredModule(shown, string, module.where()));
    }
    return new ConfiguredBoot(
        BootLoader.GRUB2,
        Optional.ofNullable(kernel)
            .map(
                image ->
                    ConfiguredKernel.withWholeString(
                        ByteString.ofLatin1(image.file().shown()),
                        ByteString.ofLatin1(image.string()),
                        image.where())),
        modules.build(),
        followed.findings());
  }

  @Override
  public OverlayModule located(OverlayModule overlay) {
    return overlay;
  }

  @Override
  public ConfigEdit add(List<OverlayModule> overlays) throws IOException {
    Set<ByteString> packed = new HashSet<>();
    Set<Path> planned = new HashSet<>();
    for (OverlayModule overlay : overlays) {
      Grub2Grammar.requirePlain(content.name(), overlay);
      Path target = volumes.boot().root().file(overlay.path());
      planned.add(target);
      if (overlay.path().endsWith(".gz") || GrubFiles.isGzip(target)) {
        packed.add(overlay.path());
      }
    }
    Editable editable = editable(packed);
    Grub2Grammar.requireEntryGoesOn(editable.region);
    ConfigEdit edit =
        edit(
            ModuleEditor.add(
                editable.region,
                editable.grammar,
                overlays,
                path -> volumes.boot().root().contains(path),
                null),
            editable.before,
            planned);
    ModuleEditor.requireArrived(content.name(), edit.bootAfter().modules(), overlays);
    return edit;
  }

  @Override
  public ConfigEdit remove() throws IOException {
    Editable editable = editable(Set.of());
    return edit(ModuleEditor.remove(editable.region, editable.grammar), editable.before, Set.of());
  }

  @Override
  public ConfigEdit remove(Set<ByteString> names) throws IOException {
    Editable editable = editable(Set.of());
    return edit(
        ModuleEditor.remove(editable.region, editable.grammar, names), editable.before, Set.of());
  }

  /** The lines of an entry and how to read them, and what boots before they are edited. */
  private record Editable(ModuleRegion region, Grub2Grammar grammar, ConfiguredBoot before) {}

  private Editable editable(Set<ByteString> packed) throws IOException {
    Followed followed = follow(content);
    ImmutableList<RawLine> lines = RawLine.split(content);
    int from = 0;
    int to = lines.size();
    Entry entry = followed.entry();
    if (entry != null && !entry.where().file().equals(content.name())) {
      throw new ConfigException(
          entry.where(), "the entry that boots stands in another file; edit that one");
    }
    if (entry != null && !entry.body().isEmpty()) {
      from = entry.where().line() - 1;
      to = entry.body().get(entry.body().size() - 1).where().line();
    }
    for (ModuleLine module : followed.lines()) {
      int index = module.where().line() - 1;
      if (!module.where().file().equals(content.name()) || index < from || index >= to) {
        throw new ConfigException(
            module.where(), "this module is loaded outside the entry; move the line into it");
      }
    }
    Grub2Grammar grammar = new Grub2Grammar(lines, followed.lines(), packed);
    return new Editable(
        ModuleRegion.read(content, lines, grammar, from, to), grammar, boot(followed));
  }

  /** Makes an edit after which files are there that are yet to be written. */
  private ConfigEdit edit(ConfigFile after, ConfiguredBoot before, Set<Path> planned)
      throws IOException {
    Followed booted = follow(after, volumes.withPlanned(planned));
    return new ConfigEdit(file, content, after, before, boot(booted));
  }
}
