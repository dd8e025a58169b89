package org.bootarchive.tool;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bootarchive.archive.anon.AnonymousInput;
import org.bootarchive.archive.anon.AnonymousSources;
import org.bootarchive.archive.anon.ArchiveOwnFiles;
import org.bootarchive.archive.host.InputFiles;
import org.bootarchive.archive.platform.PlatformImage;
import org.bootarchive.dtrace.AnonymousEnabling;
import org.bootarchive.dtrace.compile.DCompilation;
import org.bootarchive.dtrace.compile.DOptions;
import org.bootarchive.dtrace.compile.DProgram;
import org.bootarchive.dtrace.compile.DSource;
import org.bootarchive.dtrace.compile.TypeEnvironment;
import org.bootarchive.dtrace.conf.DriverConf;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.internal.device.AtomicFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code anon compile}: what {@code dtrace -A} does. */
@Command(
    name = "compile",
    header = "Compiles programs in D to an anonymous enabling.",
    description = {
      "Compiles programs in D as dtrace -A does, to the same bytes, and takes its",
      "options. Messages about programs are dtrace's own, on standard error, with",
      "exit code 1. With a boot configuration, a medium or an archive to patch, the",
      "enabling goes there as anon apply puts it there."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Types, probes and libraries are those of --platform or --image, else of what",
      "the enabling goes to. With none of them and without --types there are none:",
      "descriptions need -Z.",
      "",
      "--out is the image's own dtrace.conf with the enabling, or as of anon apply.",
      "--dry-run, --force, --hash and --json go with a configuration, --media or",
      "--patch, and not with a dtrace.conf or --dof alone.",
      "",
      "Examples:",
      "  archive-tool anon compile -n 'fbt::rts_new_rtsmsg:entry { stack(); }' \\",
      "    --menu /mnt/usbkey/boot/grub/menu.lst --root /mnt/usbkey",
      "  archive-tool anon compile -s boot.d --platform P.tgz --out FILE"
    })
final class AnonCompileCommand implements Callable<Integer> {
  /** The kind of error of a description that matches no probe. */
  private static final String NO_PROBE = "D_PDESC_ZERO";

  private static final String REFUSED =
      "archive-tool: refused: no dtrace.conf was written; do what the errors above say";

  private static final String EMPTY_CONF = "name=\"dtrace\" parent=\"pseudo\" instance=0;\n";

  private final List<DSource> sources = new ArrayList<>();
  private final List<Path> scripts = new ArrayList<>();
  private DOptions dtrace = DOptions.DEFAULTS;

  @Parameters(
      arity = "0..*",
      paramLabel = "ARG",
      description = "What $1, $2 ... stand for in the programs.")
  private List<String> arguments = new ArrayList<>();

  @Option(names = "--types", paramLabel = "DIR", description = "NAME.elf and probes.tsv.")
  private @Nullable Path types;

  @Option(
      names = {"--platform", "--image"},
      paramLabel = "IMAGE",
      description = {
        "A platform directory or .tgz, a boot archive, a disk, a medium: the types of its kernel "
            + "and modules, "
            + "the probes that these make, and the libraries in its usr/lib/dtrace."
      })
  private @Nullable Path image;

  @Mixin private EnablingTarget target = new EnablingTarget();

  @Option(names = "--library", paramLabel = "DIR", description = "Libraries in D.")
  private @Nullable Path library;

  @Option(
      names = "--dof",
      paramLabel = "PREFIX",
      description = "Write PREFIX.dof, PREFIX.prog1.dof ..., PREFIX.err.dof, PREFIX.opt.dof.")
  private @Nullable Path prefix;

  @Option(
      names = "--out",
      paramLabel = "FILE|DIR|NEW",
      description = {
        "Write a dtrace.conf; with a configuration, --media or --patch as anon apply. - is the "
            + "standard output."
      })
  private @Nullable Path out;

  @Option(names = "-C", description = "Not here: there is no preprocessor.")
  private boolean preprocess;

  @Option(names = "-n", paramLabel = "TEXT", description = "A program; probes by name.")
  void setName(String @Nullable [] given) {
    last(given).ifPresent(text -> sources.add(DSource.ofNames(text)));
  }

  @Option(
      names = "-s",
      paramLabel = "FILE",
      description = "A program in a file; - is the standard input.")
  void setScript(String @Nullable [] given) {
    last(given).ifPresent(this::addScript);
  }

  @Option(names = "-P", paramLabel = "TEXT", description = "A program; probes by provider.")
  void setProvider(String @Nullable [] given) {
    last(given).ifPresent(text -> sources.add(DSource.ofProviders(text)));
  }

  @Option(names = "-m", paramLabel = "TEXT", description = "A program; probes by module.")
  void setModule(String @Nullable [] given) {
    last(given).ifPresent(text -> sources.add(DSource.ofModules(text)));
  }

  @Option(names = "-f", paramLabel = "TEXT", description = "A program; probes by function.")
  void setFunction(String @Nullable [] given) {
    last(given).ifPresent(text -> sources.add(DSource.ofFunctions(text)));
  }

  @Option(names = "-i", paramLabel = "TEXT", description = "A program; probes by number.")
  void setIdentifier(String @Nullable [] given) {
    last(given).ifPresent(text -> sources.add(DSource.ofNames(text)));
  }

  @Option(names = "-x", paramLabel = "OPT[=VAL]", description = "Set an option of dtrace.")
  void setOption(String @Nullable [] given) {
    last(given).ifPresent(this::addOption);
  }

  @Option(names = "-b", paramLabel = "SIZE", description = "Set the size of buffers.")
  void setBuffer(String @Nullable [] given) {
    last(given).ifPresent(size -> dtrace = dtrace.withBufferSize(size));
  }

  @Option(names = "-q", description = "Set quiet.")
  void setQuiet(boolean given) {
    dtrace = given ? dtrace.withQuiet() : dtrace;
  }

  @Option(names = "-w", description = "Permit destructive actions.")
  void setDestructive(boolean given) {
    dtrace = given ? dtrace.withDestructive() : dtrace;
  }

  @Option(names = "-F", description = "Set flowindent.")
  void setFlowIndent(boolean given) {
    dtrace = given ? dtrace.withFlowIndent() : dtrace;
  }

  @Option(names = "-Z", description = "Let descriptions match no probe.")
  void setZeroProbes(boolean given) {
    dtrace = given ? dtrace.withZeroProbes() : dtrace;
  }

  /** Returns the last of the values that an option has been given so far. */
  private static Optional<String> last(String @Nullable [] given) {
    return given == null || given.length == 0
        ? Optional.empty()
        : Optional.of(ByteArguments.bytes(given[given.length - 1]));
  }

  private void addScript(String name) {
    Path script = Path.of(text(name));
    if (SpooledInput.isStandardInput(script)) {
      sources.add(DSource.read(name, SpooledInput.standardInput()));
      return;
    }
    scripts.add(script);
    sources.add(DSource.file(script));
  }

  private void addOption(String text) {
    int equal = text.indexOf('=');
    dtrace =
        equal < 0
            ? dtrace.with(text)
            : dtrace.with(text.substring(0, equal), text.substring(equal + 1));
  }

  private static String text(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  @Override
  public Integer call() throws IOException {
    if (preprocess) {
      throw usage("-C: there is no preprocessor here; run it first");
    }
    if (types != null && image != null) {
      throw usage("name --types or --image, and not both");
    }
    if (target.isGiven()) {
      target.check();
      return target.apply(this::prepare, sources(), inputs(), out);
    }
    if (target.hasMore()) {
      throw usage(
          "--json, --hash, --force and --dry-run go with a configuration, --media or --patch");
    }
    if (prefix == null && out == null) {
      throw usage("nowhere to write to; give --out or --dof");
    }
    if (out != null && !StandardOutput.isMeantBy(out)) {
      inputs().requireNone(out);
      OutName.requireDirectory("--out", out);
    }
    if (image == null) {
      Optional<ImmutableList<byte[]>> dofs = compile(directory());
      return dofs.isPresent() && write(emptyConf().withEnabling(dofs.get()))
          ? ExitCode.GOOD
          : ExitCode.NO;
    }
    try (OpenArchive archive = OpenArchive.open(image, ArchiveChoice.ANY);
        TypeEnvironment kernel = archive.file().typeEnvironment()) {
      Optional<ImmutableList<byte[]>> dofs = compile(kernel);
      if (dofs.isEmpty()) {
        return ExitCode.NO;
      }
      DriverConf conf =
          out == null
              ? emptyConf().withEnabling(dofs.get())
              : AnonymousInput.compiled(
                      dofs.get(), ArchiveOwnFiles.of(FileBlockDevice.of(archive.file().path())))
                  .conf();
      return write(conf) ? ExitCode.GOOD : ExitCode.NO;
    }
  }

  private static DriverConf emptyConf() throws IOException {
    return DriverConf.parse(EMPTY_CONF.getBytes(StandardCharsets.ISO_8859_1));
  }

  /**
   * Writes what --out names, if anything, but for an enabling that comes to nothing, which is said.
   *
   * @return whether nothing that was asked for is missing
   */
  private boolean write(DriverConf conf) throws IOException {
    ImmutableList<Finding> obstacles = AnonymousEnabling.read(conf).obstacles();
    FindingsText text = FindingsText.ofBytes(StandardError.text());
    text.print(obstacles);
    if (out == null) {
      return true;
    }
    if (!obstacles.isEmpty()) {
      StandardError.text().println(REFUSED);
      return false;
    }
    if (StandardOutput.isMeantBy(out)) {
      StandardOutput.channel().write(ByteBuffer.wrap(conf.bytes()));
    } else {
      AtomicFile.write(out, ByteBuffer.wrap(conf.bytes()));
    }
    return true;
  }

  private TypeEnvironment directory() throws IOException {
    return types == null ? TypeEnvironment.empty() : TypeEnvironment.ofDirectory(types);
  }

  /** Returns the files that are read, and none of those that an enabling goes to. */
  private InputFiles inputs() throws IOException {
    InputFiles inputs = new InputFiles().addAll(scripts);
    if (image != null) {
      inputs.addAll(PlatformImage.filesAt(image));
    }
    return inputs.addAll(
        TypeEnvironment.inputs(Optional.ofNullable(types), Optional.ofNullable(library)));
  }

  /** Returns the files that tell how old the enabling is: scripts, else where it comes from. */
  private List<Path> sources() {
    List<Path> files = new ArrayList<>(scripts);
    files.removeIf(Files::notExists);
    if (files.isEmpty()) {
      files.addAll(target.files());
    }
    return files;
  }

  private Optional<EnablingTarget.Prepared> prepare(EnablingTarget.Before before)
      throws IOException {
    Optional<ImmutableList<byte[]>> dofs = compileFor(before);
    if (dofs.isEmpty()) {
      return Optional.empty();
    }
    AnonymousInput input = AnonymousInput.compiled(dofs.get(), before.files());
    FileTime time = FileTime.from(EditTime.of(sources()));
    return Optional.of(new EnablingTarget.Prepared(input, AnonymousSources.made(input, time)));
  }

  private Optional<ImmutableList<byte[]>> compileFor(EnablingTarget.Before before)
      throws IOException {
    if (types != null) {
      return compile(directory());
    }
    if (image == null) {
      try (TypeEnvironment kernel = before.kernel()) {
        return compile(kernel);
      }
    }
    try (OpenArchive archive = OpenArchive.open(image, ArchiveChoice.ANY);
        TypeEnvironment kernel = archive.file().typeEnvironment()) {
      return compile(kernel);
    }
  }

  /** Returns the DOFs, after --dof is written; empty if something is wrong, which is said. */
  private Optional<ImmutableList<byte[]>> compile(TypeEnvironment environment) throws IOException {
    if (sources.isEmpty()) {
      throw usage("no program; give -n, -s, -P, -m, -f or -i");
    }
    if (prefix != null) {
      OutName.requireDirectory("--dof", prefix);
    }
    PrintWriter errors = StandardError.text();
    DCompilation made;
    try {
      made =
          DProgram.compile(
              sources,
              library == null ? environment : environment.withLibraries(library),
              dtrace.withArguments(arguments.stream().map(ByteArguments::bytes).toList()));
    } catch (NoSuchFileException e) {
      errors.println("dtrace: failed to open " + e.getFile() + ": No such file or directory");
      return Optional.empty();
    }
    if (made instanceof DCompilation.Refused refused) {
      errors.println("dtrace: " + text(refused.message()));
      boolean bare = image == null && types == null && !target.isGiven();
      if (bare && refused.tag().filter(NO_PROBE::equals).isPresent()) {
        errors.println(
            "archive-tool: no probes are known without an image; name one with --platform or"
                + " --image, or let descriptions match none with -Z");
      }
      return Optional.empty();
    }
    return dofs((DCompilation.Compiled) made);
  }

  private Optional<ImmutableList<byte[]>> dofs(DCompilation.Compiled compiled) throws IOException {
    if (prefix != null) {
      writeDofs(compiled, prefix.toString());
    }
    Optional<String> refusal = compiled.kernelRefusal();
    if (refusal.isPresent()) {
      StandardError.text()
          .println("archive-tool: the kernel does not take this enabling: " + refusal.get());
      if (out != null || target.isGiven()) {
        return Optional.empty();
      }
    }
    return Optional.of(
        compiled.all().stream().map(DProgram::dof).collect(ImmutableList.toImmutableList()));
  }

  private void writeDofs(DCompilation.Compiled enabling, String name) throws IOException {
    Map<Path, DProgram> dofs = new LinkedHashMap<>();
    for (int i = 0; i < enabling.programs().size(); i++) {
      dofs.put(dof(name + (i == 0 ? "" : ".prog" + i)), enabling.programs().get(i));
    }
    enabling.errors().ifPresent(program -> dofs.put(dof(name + ".err"), program));
    dofs.put(dof(name + ".opt"), enabling.options());
    List<Path> targets = new ArrayList<>(dofs.keySet());
    if (out != null && !Files.isDirectory(out)) {
      targets.add(out);
    }
    inputs()
        .addAll(target.files().stream().filter(Files::isRegularFile).toList())
        .requireNone(targets.toArray(new Path[0]));
    for (Map.Entry<Path, DProgram> dof : dofs.entrySet()) {
      AtomicFile.write(dof.getKey(), ByteBuffer.wrap(dof.getValue().dof()));
    }
  }

  private static Path dof(String name) {
    return Path.of(name + ".dof");
  }

  private UsageException usage(@Nullable String message) {
    return new UsageException(message == null ? "wrong arguments" : message);
  }
}
