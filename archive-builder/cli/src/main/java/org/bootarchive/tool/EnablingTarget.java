package org.bootarchive.tool;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bootarchive.archive.anon.AnonymousApply;
import org.bootarchive.archive.anon.AnonymousFiles;
import org.bootarchive.archive.anon.AnonymousInput;
import org.bootarchive.archive.anon.AnonymousSources;
import org.bootarchive.archive.anon.ArchiveOwnFiles;
import org.bootarchive.archive.anon.BootedKernel;
import org.bootarchive.archive.build.SourceDate;
import org.bootarchive.archive.convert.ArchiveConversion;
import org.bootarchive.archive.host.InputFiles;
import org.bootarchive.archive.overlay.OverlayFile;
import org.bootarchive.archive.overlay.OverlayLayout;
import org.bootarchive.archive.patch.ArchivePatch;
import org.bootarchive.archive.patch.DoesNotFitException;
import org.bootarchive.archive.patch.Edit;
import org.bootarchive.archive.patch.EditPath;
import org.bootarchive.archive.patch.PatchOptions;
import org.bootarchive.archive.patch.PatchReport;
import org.bootarchive.archive.platform.BootArchiveFile;
import org.bootarchive.archive.platform.PlatformImage;
import org.bootarchive.boot.DryBoot;
import org.bootarchive.boot.LoadedBoot;
import org.bootarchive.boot.config.BootConfiguration;
import org.bootarchive.boot.config.BootRoot;
import org.bootarchive.dtrace.compile.TypeEnvironment;
import org.bootarchive.json.ResultJson;
import org.bootarchive.media.disk.MediumCopy;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The options that say where an enabling goes: into a configuration's overlays, a medium, or an
 * archive; and the way there, with all that is to be known before anything is written.
 */
final class EnablingTarget {
  @Mixin private ConfigurationOptions configuration = new ConfigurationOptions();

  @Mixin private MediaOptions media = new MediaOptions();

  @Mixin private LayoutOptions layoutOptions = new LayoutOptions();

  @Option(
      names = "--patch",
      paramLabel = "IMAGE",
      description = "Make a patched archive of this one, instead of overlays.")
  private @Nullable Path image;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  /** What the enabling is put into, before. */
  interface Before {
    /** Returns the boot archive's own files, without overlays. */
    ArchiveOwnFiles files() throws IOException;

    /** Returns the kernel that boots; whoever asks closes it. */
    TypeEnvironment kernel() throws IOException;
  }

  /** The two files, and where they are. */
  record Prepared(AnonymousInput input, AnonymousSources sources) {}

  /** Makes or reads the two files. */
  interface Preparation {
    /**
     * Returns the two files; empty if there is a reason that was said already.
     *
     * @throws IOException if something cannot be read
     */
    Optional<Prepared> prepare(Before before) throws IOException;
  }

  /** Returns whether any target is named. */
  boolean isGiven() {
    return image != null || configuration.isGiven() || media.isGiven();
  }

  /** Returns whether one of the options is given that go with a target alone. */
  boolean hasMore() {
    return json || layoutOptions.isAny();
  }

  /**
   * Checks the options against each other.
   *
   * @throws UsageException if they do not go together, or no target is named
   */
  void check() {
    media.check();
    configuration.checkToEdit(media.isGiven());
    configuration.checkRoot();
    long targets =
        Stream.of(image != null, configuration.isGiven(), media.isGiven())
            .filter(given -> given)
            .count();
    if (targets != 1) {
      throw usage(
          "name one of --menu, --grub-cfg, --syslinux, --loader-conf and --ipxe, or --media FILE,"
              + " or --patch IMAGE");
    }
    if (image != null && layoutOptions.isHashGiven()) {
      throw usage("--hash goes with overlays; a patched archive has a hash file");
    }
  }

  /**
   * Puts an enabling where the options say, and prints what becomes of it.
   *
   * @param sources the files that the two are made of: the youngest tells how old they are
   * @param inputs all files that are read to prepare it, none of which may be written
   * @param named what --out names
   * @return the exit code
   */
  int apply(Preparation preparation, List<Path> sources, InputFiles inputs, @Nullable Path named)
      throws IOException {
    if (!media.isGiven() && image == null) {
      return applyTo(preparation, sources, inputs, named);
    }
    boolean missing = named == null;
    try (OutputFile output =
        media.isGiven()
            ? media.output(named, layoutOptions.dryRun())
            : OutputFile.of(named == null ? Path.of("") : named, "boot_archive")) {
      int code = applyTo(preparation, sources, inputs, missing ? null : output.path());
      output.send();
      return code;
    }
  }

  private int applyTo(
      Preparation preparation, List<Path> sources, InputFiles inputs, @Nullable Path out)
      throws IOException {
    if (image != null && out != null) {
      inputs.addAll(PlatformImage.filesAt(image)).requireNone(out, ArchiveConversion.hashFile(out));
      for (Path read : PlatformImage.filesAt(image)) {
        ArchiveConversion.requireOther(read, out);
      }
    }
    if (media.isGiven() && out != null) {
      inputs.add(media.named().orElseThrow()).requireNone(out);
    }
    if (image != null) {
      return patch(image, preparation, out);
    }
    if (media.isGiven()) {
      return overlayMedium(preparation, sources, inputs, out);
    }
    BootRoot root = configuration.rootToEdit(out);
    Path top = out == null ? root.directory() : out;
    for (String made : List.of(AnonymousFiles.DTRACE_CONF, AnonymousFiles.SYSTEM)) {
      configuration.requireStay(top.resolve(layoutOptions.prefix()).resolve(made));
    }
    return overlay(root, top, configuration.read(root), () -> {}, preparation, inputs, out);
  }

  /** Returns the files of the target that say how old what is made is, if nothing else does. */
  List<Path> files() {
    List<Path> files = new ArrayList<>();
    if (image != null) {
      files.add(image);
    }
    media.named().ifPresent(files::add);
    files.addAll(configuration.named());
    return files;
  }

  /** What is to be done when the overlay is laid out. */
  private interface Ending {
    void run() throws IOException;
  }

  private int overlayMedium(
      Preparation preparation, List<Path> sources, InputFiles inputs, @Nullable Path out)
      throws IOException {
    Path target = out == null ? Path.of("") : out;
    try (OpenMedium medium = media.openToEdit(EditTime.of(sources));
        MediumCopy copy = medium.copyTo(target)) {
      if (!layoutOptions.dryRun()) {
        copy.start();
      }
      BootRoot root = medium.bootRoot();
      BootConfiguration edited = medium.configuration(root, configuration.choices());
      Ending ending = () -> medium.write(copy);
      return overlay(root, medium.top(), edited, ending, preparation, inputs, target);
    }
  }

  private int overlay(
      BootRoot root,
      Path top,
      BootConfiguration edited,
      Ending ending,
      Preparation preparation,
      InputFiles inputs,
      @Nullable Path out)
      throws IOException {
    Optional<Prepared> prepared = preparation.prepare(new Configured(edited, root));
    if (prepared.isEmpty()) {
      return ExitCode.NO;
    }
    AnonymousInput input = prepared.get().input();
    try (AnonymousSources sources = prepared.get().sources()) {
      OverlayLayout layout = OverlayLayout.of(top, layoutOptions.prefix(), sources.files());
      requireInputsStay(layout, inputs);
      boolean hashed = layoutOptions.hashed(edited.bootLoader());
      AnonymousApply apply = AnonymousApply.overlay(layout, hashed, edited, root);
      boolean refused = apply.isRefused() && !layoutOptions.force();
      if (!refused && !layoutOptions.dryRun()) {
        apply.plan().orElseThrow().write();
        ending.run();
      }
      return finish(
          new AnonymousApply.Outcome(input, sources, apply, refused, Optional.empty()), out);
    }
  }

  private static void requireInputsStay(OverlayLayout layout, InputFiles inputs)
      throws IOException {
    for (OverlayFile file : layout.files()) {
      Path target = layout.target(file);
      if (!Files.exists(target) || !Files.isSameFile(target, file.source())) {
        inputs.requireNone(target);
      }
    }
  }

  /** What a configuration boots as it is. */
  private record Configured(BootConfiguration edited, BootRoot root) implements Before {
    private LoadedBoot now() throws IOException {
      // Removing nothing changes nothing, and says what the configuration loads.
      return LoadedBoot.load(edited.remove(Set.of()).bootBefore(), root);
    }

    @Override
    public ArchiveOwnFiles files() throws IOException {
      return ArchiveOwnFiles.of(now().moduleSet());
    }

    @Override
    public TypeEnvironment kernel() throws IOException {
      LoadedBoot now = now();
      return BootedKernel.of(DryBoot.run(now), now.moduleSet().modules());
    }
  }

  /** An archive that is to be patched. */
  private record Patched(Path archive) implements Before {
    @Override
    public ArchiveOwnFiles files() throws IOException {
      return ArchiveOwnFiles.of(FileBlockDevice.of(archive));
    }

    @Override
    public TypeEnvironment kernel() throws IOException {
      return BootedKernel.of(FileBlockDevice.of(archive));
    }
  }

  /** Opens an archive that can be patched by itself: in a file of its own, or in a platform. */
  private BootArchiveFile archive(ImagePlace found) throws IOException {
    String name = Texts.printable(found.named().toString());
    if (found.medium().isPresent()) {
      throw usage("--patch " + name + ": a medium: use --media FILE --out NEW");
    }
    if (found.slice().isPresent()) {
      throw usage("--patch " + name + ": a disk: use patch DISK --put for what is in its slice");
    }
    return found.file().orElseThrow();
  }

  private int patch(Path place, Preparation preparation, @Nullable Path out) throws IOException {
    if (out == null) {
      throw usage("--out NEW is missing: the new archive");
    }
    OutName.requireNoPlatform(
        out, "an archive alone", "put the two files into the platform with patch PLATFORM --put");
    SourceDate date = date();
    try (ImagePlace found = ImagePlace.open(place, ArchiveChoice.ANY, null);
        BootArchiveFile file = archive(found)) {
      BlockDevice archive = FileBlockDevice.of(file.path());
      Optional<Prepared> prepared = preparation.prepare(new Patched(file.path()));
      if (prepared.isEmpty()) {
        return ExitCode.NO;
      }
      AnonymousInput input = prepared.get().input();
      try (AnonymousSources sources = prepared.get().sources()) {
        AnonymousApply apply = AnonymousApply.patch(archive, sources.files());
        boolean refused = apply.isRefused() && !layoutOptions.force();
        Optional<AnonymousApply.Patched> patched = Optional.empty();
        if (!refused && !layoutOptions.dryRun()) {
          patched = Optional.of(new AnonymousApply.Patched(out, write(file, sources, date, out)));
        }
        return finish(new AnonymousApply.Outcome(input, sources, apply, refused, patched), out);
      }
    } catch (DoesNotFitException e) {
      StandardError.text().println("archive-tool: " + Hints.describe(e));
      return ExitCode.NO;
    }
  }

  private PatchReport write(
      BootArchiveFile archive, AnonymousSources sources, SourceDate date, Path target)
      throws IOException {
    ImmutableList.Builder<Edit> edits = ImmutableList.builder();
    for (OverlayFile file : sources.files()) {
      byte[] path = file.name().toBytes();
      edits.add(new Edit.Put(EditPath.of(path), file.source()));
    }
    try (ProgressOfImage progress = new ProgressOfImage("patch")) {
      PatchReport report =
          ArchivePatch.patch(
              archive.path(),
              edits.build(),
              PatchOptions.DEFAULTS.withDate(date).withForm(archive.form()),
              target,
              progress);
      report.losses().forEach(loss -> StandardError.text().println("archive-tool: " + loss));
      return report;
    }
  }

  private int finish(AnonymousApply.Outcome outcome, @Nullable Path out) throws IOException {
    if (json) {
      StandardOutput.text().println(ResultJson.of(outcome));
    } else {
      new AnonApplyText(StandardOutput.text(), StandardError.text()).print(outcome, out);
    }
    boolean good =
        !outcome.refused()
            && (outcome.apply().boot().verdict().isGood() || !outcome.apply().isVerdictNew());
    return good || (layoutOptions.force() && !outcome.refused()) ? ExitCode.GOOD : ExitCode.NO;
  }

  private SourceDate date() {
    try {
      return SourceDateVariable.read();
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()), e);
    }
  }

  private UsageException usage(String message) {
    return new UsageException(message);
  }
}
