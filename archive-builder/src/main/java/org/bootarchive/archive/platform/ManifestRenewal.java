package org.bootarchive.archive.platform;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.bootarchive.archive.image.Content;
import org.bootarchive.archive.patch.Edit;
import org.bootarchive.archive.patch.EditPath;
import org.bootarchive.archive.plan.DerivedEdits;
import org.bootarchive.archive.plan.PatchedArchive;
import org.bootarchive.archive.tree.ArchiveTree;
import org.bootarchive.archive.tree.UsrImage;
import org.bootarchive.archive.tree.mount.UsrMount;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.disk.InodeTime;
import org.bootarchive.ufs.internal.file.WrittenFile;
import org.bootarchive.ufs.volume.Vnode;
import org.bootarchive.ufs.volume.Volume;

/**
 * Makes the manifest of a patched archive from that of the old one: files that edits changed are
 * read, lines of others stay. The copy in the image, if there is one, becomes the same.
 */
final class ManifestRenewal implements DerivedEdits<Edit> {
  private final FileManifest old;
  private final List<Edit> edits;
  private final boolean nested;
  private final boolean allOfUsr;
  private final Path copySource;
  private FileManifest renewed;
  private int summed;

  /**
   * Creates a renewal.
   *
   * @param old the manifest of the archive as it was
   * @param edits all that change it
   * @param nested whether their paths below /usr mean files in usr.lgz
   * @param allOfUsr whether all of usr.lgz may have changed
   * @param copySource where the new manifest is put on its way into the image
   */
  ManifestRenewal(
      FileManifest old, List<Edit> edits, boolean nested, boolean allOfUsr, Path copySource) {
    this.old = old;
    this.edits = edits;
    this.nested = nested;
    this.allOfUsr = allOfUsr;
    this.copySource = copySource;
    this.renewed = old;
  }

  @Override
  public List<Edit> after(PatchedArchive archive) throws IOException {
    Optional<Volume> usr = archive.usr();
    RegularFiles tree =
        RegularFiles.of(
            archive.root(),
            usr.isPresent() ? RegularFiles.Usr.MOUNTED : RegularFiles.Usr.ROOTS_OWN,
            usr);
    if (!tree.failures().isEmpty()) {
      throw tree.failures().get(0);
    }
    renewed = renew(archive, tree, touched(archive, usr));
    byte[] bytes = renewed.toBytes();
    Optional<RegularFile> copy = tree.find(ManifestCheck.COPY);
    if (copy.isEmpty() || Arrays.equals(bytes(archive, copy.get()), bytes)) {
      return ImmutableList.of();
    }
    InodeTime time = archive.time();
    WrittenFile.write(copySource, bytes);
    Files.setLastModifiedTime(copySource, FileTime.from(time.toInstant()));
    return ImmutableList.of(
        new Edit.Put(EditPath.of(ManifestCheck.COPY.getBytes(US_ASCII)), copySource));
  }

  private TouchedFiles touched(PatchedArchive archive, Optional<Volume> usr) throws IOException {
    ArchiveTree tree =
        usr.isPresent() && nested
            ? ArchiveTree.mounted(archive.root(), new OpenMount(usr.get()))
            : ArchiveTree.ofRoot(archive.root());
    return TouchedFiles.of(edits, tree);
  }

  /** A volume that stays the patch's. */
  private record OpenMount(Volume volume) implements UsrMount {
    @Override
    public void close() {}
  }

  private FileManifest renew(PatchedArchive archive, RegularFiles tree, TouchedFiles touched)
      throws IOException {
    Map<String, String> sums = new TreeMap<>();
    Map<Vnode, List<String>> fresh = new HashMap<>();
    List<RegularFile> sources = new ArrayList<>();
    for (RegularFile file : tree.files()) {
      String sum = old.sums().get(file.path());
      boolean isUsr = file.path().startsWith(RegularFiles.USR + "/");
      if (sum == null && isLeftOut(file, tree)) {
        continue;
      }
      if (sum == null || touched.contains(file) || (allOfUsr && isUsr)) {
        Vnode vnode = new Vnode(file.volume(), file.number());
        fresh
            .computeIfAbsent(
                vnode,
                unused -> {
                  sources.add(file);
                  return new ArrayList<>();
                })
            .add(file.path());
      } else {
        sums.put(file.path(), sum);
      }
    }
    summed = sources.size();
    List<Md5Sums.Source> contents = new ArrayList<>();
    for (RegularFile file : sources) {
      contents.add(new Patched(archive, file));
    }
    LongConsumer nobody = done -> {};
    Md5Sums.compute(
        contents,
        Md5Sums.ARCHIVE_LIMIT,
        new Md5Sums.Sink() {
          @Override
          public void sum(int source, String digits) {
            RegularFile file = sources.get(source);
            Vnode vnode = new Vnode(file.volume(), file.number());
            fresh.getOrDefault(vnode, List.of()).forEach(path -> sums.put(path, digits));
          }

          @Override
          public void failure(int source, IOException reason) throws IOException {
            throw reason instanceof Md5Sums.BeyondLimitException
                ? new IOException(sources.get(source) + ": " + reason.getMessage(), reason)
                : reason;
          }
        },
        nobody);
    return FileManifest.of(sums);
  }

  /** Returns whether a file is one of those that did not exist when a manifest was made. */
  private static boolean isLeftOut(RegularFile file, RegularFiles tree) {
    return file.path().equals(ManifestCheck.COPY)
        || (ManifestCheck.EMPTIED.contains(file.path()) && file.inode().size() == 0)
        || (tree.usr() != RegularFiles.Usr.ROOTS_OWN
            && file.path().equals(UsrImage.NAME.toString()));
  }

  /** A file as it is in the patched archive. */
  private record Patched(PatchedArchive archive, RegularFile file) implements Md5Sums.Source {
    @Override
    public long size() throws IOException {
      return pending(archive, file).map(Content::size).orElse(file.size());
    }

    @Override
    public Content content() throws IOException {
      return ManifestRenewal.content(archive, file);
    }
  }

  private static Optional<Content> pending(PatchedArchive archive, RegularFile file)
      throws IOException {
    return archive.pending(new Vnode(file.volume(), file.number()));
  }

  private static Content content(PatchedArchive archive, RegularFile file) throws IOException {
    Optional<Content> pending = pending(archive, file);
    return pending.isPresent() ? pending.get() : file.content();
  }

  private static byte[] bytes(PatchedArchive archive, RegularFile file) throws IOException {
    Content content = content(archive, file);
    if (content.size() > Platform.MAX_SMALL_BYTES) {
      return new byte[0];
    }
    byte[] bytes = new byte[(int) content.size()];
    try (BlockDevice device = content.open()) {
      device.read(0, ByteBuffer.wrap(bytes));
    }
    return bytes;
  }

  /** Returns the manifest of the patched archive. */
  FileManifest renewed() {
    return renewed;
  }

  /** Returns how many files were read. */
  int summed() {
    return summed;
  }
}
