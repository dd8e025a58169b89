package org.bootarchive.testing;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import org.bootarchive.archive.build.BuildProgress;
import org.bootarchive.archive.patch.ArchivePatch;
import org.bootarchive.archive.patch.Edit;
import org.bootarchive.archive.patch.EditPath;
import org.bootarchive.archive.patch.PatchOptions;

/**
 * The sample archive with the invented kernel of the vectors: its modules as genunix and drv/net,
 * its library in /usr/lib/dtrace, and a module with calls of probes.
 */
public final class TracedImage {
  private TracedImage() {}

  /** Makes the archive of a key, or of a platform, one that can be traced. */
  public static void replace(Path archive, DlangVectors vectors, Path folder) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    files.put("kernel/amd64/genunix", vectors.relocatable("genunix"));
    files.put("kernel/drv/amd64/net", vectors.relocatable("net"));
    files.put("kernel/misc/amd64/probes", probes());
    files.put(
        "usr/lib/dtrace/mini.d",
        Files.readAllBytes(vectors.directory().resolve("lib").resolve("mini.d")));
    ImmutableList.Builder<Edit> edits = ImmutableList.builder();
    Path sources = Files.createDirectories(folder.resolve("sources"));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path source = Files.write(sources.resolve("f" + file.getKey().hashCode()), file.getValue());
      edits.add(
          new Edit.Put(EditPath.of(file.getKey().getBytes(StandardCharsets.ISO_8859_1)), source));
    }
    Path made = folder.resolve("traced");
    ArchivePatch.patch(archive, edits.build(), PatchOptions.DEFAULTS, made, BuildProgress.NONE);
    Files.move(made, archive, StandardCopyOption.REPLACE_EXISTING);
    Files.move(
        folder.resolve("traced.hash"),
        archive.resolveSibling(archive.getFileName() + ".hash"),
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static byte[] probes() {
    return new ElfModule()
        .functionWithProbe("exec_common", "__proc_exec__success")
        .functionWithProbe("exec_fail", "__proc_exec__failure")
        .functionWithProbe("exit_a", "__proc_exit")
        .functionWithProbe("exit_b", "__proc_exit")
        .functionWithProbe("trouble", "my__own")
        .function("framed", ElfModule.framed())
        .function("frameless", ElfModule.frameless())
        .bytes();
  }
}
