package org.bootarchive.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.bootarchive.boot.module.BootModule;
import org.bootarchive.boot.module.ModuleHandover;
import org.bootarchive.boot.module.ModuleSet;
import org.bootarchive.boot.vfs.BootVfs;
import org.bootarchive.boot.vfs.Lookup;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.text.ByteString;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Mid-boot lookups of every path of an archive of 64 MiB with 2,345 objects, over two overlays. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
public class LookupBenchmark {
  private static final Path FIXTURES = Path.of("..", "testdata", "fixtures");

  private Path archive;
  private BootVfs vfs;
  private String[] paths;
  private int next;

  @Setup
  public void open() throws IOException {
    archive = Files.createTempFile("boot_archive", null);
    try (InputStream in =
        new GZIPInputStream(Files.newInputStream(FIXTURES.resolve("populated-64m.img.gz")))) {
      Files.write(archive, in.readAllBytes());
    }
    List<String> listed = new ArrayList<>();
    for (String line :
        Files.readAllLines(FIXTURES.resolve("populated-64m.tsv")).stream().skip(1).toList()) {
      String path = line.substring(0, line.indexOf('\t'));
      if (!path.contains("\\x")) {
        listed.add("/" + path);
      }
    }
    paths = listed.toArray(new String[0]);
    byte[] overlay = "set a=1\n".getBytes(StandardCharsets.US_ASCII);
    ModuleSet set =
        ModuleSet.of(
            List.of(
                new BootModule(
                    ByteString.ofLatin1("/a type=rootfs name=ramdisk"),
                    FileBlockDevice.of(archive)),
                new BootModule(
                    ByteString.ofLatin1("/s type=file name=etc/system"),
                    MemoryBlockDevice.of(overlay)),
                new BootModule(
                    ByteString.ofLatin1("/d type=file name=kernel/drv/x.conf"),
                    MemoryBlockDevice.of(overlay))));
    vfs = BootVfs.of((ModuleHandover.Accepted) set.handOver(), set.modules());
  }

  @TearDown
  public void delete() throws IOException {
    Files.delete(archive);
  }

  @Benchmark
  public Lookup lookup() throws IOException {
    next = next + 1 == paths.length ? 0 : next + 1;
    return vfs.lookup(paths[next]);
  }
}
