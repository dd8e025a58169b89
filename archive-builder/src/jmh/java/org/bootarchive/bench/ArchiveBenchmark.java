package org.bootarchive.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bootarchive.archive.build.ArchiveBuild;
import org.bootarchive.archive.build.ArchiveSource;
import org.bootarchive.archive.build.BuildOptions;
import org.bootarchive.archive.build.BuildProgress;
import org.bootarchive.archive.build.BuildReport;
import org.bootarchive.archive.extract.Extraction;
import org.bootarchive.archive.extract.ExtractionOptions;
import org.bootarchive.archive.extract.ExtractionReport;
import org.bootarchive.archive.patch.ArchivePatch;
import org.bootarchive.archive.patch.Edit;
import org.bootarchive.archive.patch.EditPath;
import org.bootarchive.archive.patch.PatchOptions;
import org.bootarchive.archive.patch.PatchReport;
import org.bootarchive.archive.tree.ArchiveTree;
import org.bootarchive.hash.HashCheck;
import org.bootarchive.ufs.check.CheckReport;
import org.bootarchive.ufs.check.UfsCheck;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.volume.Volume;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The library in a process that is warm, as in a pipeline's service: an archive of 200 MiB in
 * 10,000 files, below the directory for temporary files. Beside it, with the same files, the
 * programs that do the nearest thing; each is a process that is started anew, for it has no other
 * form.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 4)
@Measurement(iterations = 5, time = 3)
public class ArchiveBenchmark {
  private static final int FILES = 10_000;
  private static final int AVERAGE_BYTES = 20_000;

  private Path folder;
  private Path tree;
  private Path archive;
  private Path hash;
  private Path edit;

  @Setup
  public void build() throws IOException {
    folder = Files.createTempDirectory("bench");
    tree = folder.resolve("tree");
    Random random = new Random(1);
    byte[] bytes = new byte[10 * AVERAGE_BYTES];
    random.nextBytes(bytes);
    for (int i = 0; i < FILES; i++) {
      Path directory = Files.createDirectories(tree.resolve("d" + i / 100));
      int size = (int) Math.min(bytes.length, -Math.log(random.nextDouble()) * AVERAGE_BYTES);
      try (OutputStream out = Files.newOutputStream(directory.resolve("file" + i))) {
        out.write(bytes, random.nextInt(bytes.length - size + 1), size);
      }
    }
    archive = folder.resolve("archive");
    edit = Files.writeString(folder.resolve("edit"), "new\n");
    BuildReport report = build(archive, BuildOptions.DEFAULTS.withFreeBytes(1 << 20));
    hash = folder.resolve("archive.hash");
    if (report.size() < FILES) {
      throw new IllegalStateException("only " + report.size() + " bytes");
    }
  }

  @TearDown
  public void delete() throws IOException {
    delete(folder);
  }

  private static void delete(Path top) throws IOException {
    List<Path> all;
    try (Stream<Path> paths = Files.walk(top)) {
      all = paths.sorted((one, other) -> other.compareTo(one)).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }

  private BuildReport build(Path target, BuildOptions options) throws IOException {
    return ArchiveBuild.build(ArchiveSource.directory(tree), options, target, BuildProgress.NONE);
  }

  /** What is written goes without being timed: to give its memory back takes long. */
  @TearDown(Level.Invocation)
  public void deleteWritten() throws IOException {
    for (String name : new String[] {"built", "patched", "extracted"}) {
      Path written = folder.resolve(name);
      Files.deleteIfExists(folder.resolve(name + ".hash"));
      if (Files.isDirectory(written)) {
        delete(written);
      } else {
        Files.deleteIfExists(written);
      }
    }
  }

  @Benchmark
  public BuildReport buildWithHash() throws IOException {
    return build(folder.resolve("built"), BuildOptions.DEFAULTS);
  }

  @Benchmark
  public PatchReport patchOneFileWithHash() throws IOException {
    List<Edit> edits =
        List.of(new Edit.Put(EditPath.of("d1/file100".getBytes(StandardCharsets.US_ASCII)), edit));
    return ArchivePatch.patch(
        archive, edits, PatchOptions.DEFAULTS, folder.resolve("patched"), BuildProgress.NONE);
  }

  @Benchmark
  public CheckReport check() throws IOException {
    try (FileBlockDevice device = FileBlockDevice.open(archive)) {
      return UfsCheck.check(device);
    }
  }

  @Benchmark
  public HashCheck verify() throws IOException {
    return HashCheck.check(archive, hash, bytes -> {});
  }

  @Benchmark
  public ExtractionReport extract() throws IOException {
    try (FileBlockDevice device = FileBlockDevice.open(archive)) {
      ArchiveTree files = ArchiveTree.ofRoot(Volume.open(device));
      return Extraction.toDirectory(files, folder.resolve("extracted"), ExtractionOptions.DEFAULTS);
    }
  }

  @Benchmark
  public int peerOfBuildMakefs() throws IOException, InterruptedException {
    return run("makefs", "-t", "ffs", "-B", "le", "-o", "version=1", "built", "tree");
  }

  @Benchmark
  public int peerOfExtractCp() throws IOException, InterruptedException {
    return run("cp", "-r", "tree", "extracted");
  }

  @Benchmark
  public int peerOfCheckAndVerifySha1sum() throws IOException, InterruptedException {
    return run("sha1sum", "archive");
  }

  @Benchmark
  public int peerOfPatchCpAndSha1sum() throws IOException, InterruptedException {
    return run("cp", "archive", "patched") + run("sha1sum", "patched");
  }

  private int run(String... command) throws IOException, InterruptedException {
    int code =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (code != 0) {
      throw new IOException(command[0] + " failed: " + code);
    }
    return code;
  }
}
