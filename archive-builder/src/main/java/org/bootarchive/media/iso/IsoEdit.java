package org.bootarchive.media.iso;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static org.bootarchive.media.iso.IsoLayout.SECTOR_BYTES;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bootarchive.archive.image.Content;
import org.bootarchive.media.iso.IsoLayout.DirectoryRecord;
import org.bootarchive.media.volume.VolumeEdit;
import org.bootarchive.media.volume.VolumePlan;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.text.FileName;
import org.jspecify.annotations.Nullable;

/** Changes of an ISO 9660: the trees of Rock Ridge and of Joliet in memory. */
final class IsoEdit implements VolumeEdit {
  private static final long MOST_FILE_BYTES = 0xffffffffL;
  private static final int MOST_SERIAL = 0x7fffffff;
  private static final int FILE_MODE = 0100644;
  private static final int DIRECTORY_MODE = 040755;

  private final IsoVolume volume;
  private final Instant time;
  private final byte[] date;
  private final IsoTree tree;
  private final @Nullable IsoTree joliet;
  private final Optional<BootCatalogue> catalogue;
  private final Set<Long> serials = new HashSet<>();
  private long nextSerial = MOST_SERIAL;

  private IsoEdit(
      IsoVolume volume,
      Instant time,
      IsoTree tree,
      @Nullable IsoTree joliet,
      Optional<BootCatalogue> catalogue) {
    this.volume = volume;
    this.time = time;
    this.date = IsoTime.bytes(time);
    this.tree = tree;
    this.joliet = joliet;
    this.catalogue = catalogue;
    for (IsoDirectory directory : tree.directories()) {
      for (IsoEntry entry : directory.entries) {
        serials.add(entry.serial());
      }
    }
  }

  static IsoEdit begin(IsoVolume volume, Instant time) throws IOException {
    IsoDescriptors descriptors = volume.descriptors();
    if (!volume.hasRockRidge()) {
      throw refused("no Rock Ridge: the boot loader would not find a lower-case name");
    }
    if (descriptors.isHybrid()) {
      throw refused("isohybrid: a partition table lies over it and would be wrong");
    }
    if (descriptors.isUdf()) {
      throw refused("a UDF shares the medium and would show the old files");
    }
    if (descriptors.hasEnhanced()) {
      throw refused("an enhanced volume descriptor would show the old files");
    }
    long end = IsoLayout.offset(descriptors.primary().spaceSectors());
    if (end > volume.device().size()) {
      throw new CorruptImageException(
          "ISO 9660", -1, end + " bytes, of which there are " + volume.device().size());
    }
    IsoDescriptors.Volume second = descriptors.joliet();
    return new IsoEdit(
        volume,
        time,
        IsoTree.read(volume, descriptors.primary(), true),
        second == null ? null : IsoTree.read(volume, second, false),
        volume.catalogue());
  }

  private static IOException refused(String reason) {
    return new FileSystemException("ISO 9660", null, "it is not changed: " + reason);
  }

  private static String shown(List<FileName> path) {
    StringBuilder text = new StringBuilder();
    for (FileName name : path) {
      text.append('/').append(name);
    }
    return text.toString();
  }

  private static FileName last(List<FileName> path) {
    return path.get(path.size() - 1);
  }

  private static @Nullable IsoEntry find(IsoDirectory directory, FileName name) {
    return directory.find(name, (entry, asked) -> IsoFile.answers(entry.name(), asked));
  }

  /** A directory, and the same in Joliet's tree. */
  private record Twins(IsoDirectory directory, @Nullable IsoDirectory joliet) {
    @Nullable IsoEntry jolietEntry(FileName name) {
      if (joliet == null) {
        return null;
      }
      String wanted = IsoNames.joliet(name);
      for (IsoEntry entry : joliet.entries) {
        if (IsoNames.jolietOf(entry.record().isoName()).equals(wanted)) {
          return entry;
        }
      }
      return null;
    }
  }

  private Twins parent(List<FileName> path) throws IOException {
    if (path.isEmpty()) {
      throw new FileSystemException("/", null, "the root directory stays as it is");
    }
    Twins at = new Twins(tree.root(), joliet == null ? null : joliet.root());
    for (FileName name : path.subList(0, path.size() - 1)) {
      IsoEntry entry = find(at.directory(), name);
      IsoDirectory next = entry == null ? null : entry.target();
      if (entry == null || next == null) {
        throw new NoSuchFileException(shown(path));
      }
      IsoEntry second = at.jolietEntry(entry.name());
      IsoDirectory below = second == null ? null : second.directory;
      if (joliet != null && below == null) {
        throw new FileSystemException(
            shown(path), null, "Joliet's tree has no directory " + entry.name());
      }
      at = new Twins(next, below);
    }
    return at;
  }

  private static FileName checked(List<FileName> path) throws FileSystemException {
    FileName name = last(path);
    boolean isBad = name.length() == 0 || name.length() > FileName.MAX_BYTES || name.isDots();
    for (int i = 0; i < name.length(); i++) {
      isBad |= name.at(i) == 0 || name.at(i) == '/';
    }
    if (isBad) {
      throw new FileSystemException(shown(path), null, "no name of a file");
    }
    return name;
  }

  @Override
  public void makeDirectory(List<FileName> path) throws IOException {
    Twins parent = parent(path);
    if (find(parent.directory(), last(path)) != null) {
      throw new FileAlreadyExistsException(shown(path));
    }
    IsoEntry entry = add(parent, path, true);
    long links = parent.directory().self.links() >= 2 ? 2 : 1;
    entry.directory = made(parent.directory(), entry, DIRECTORY_MODE, links);
    entry.setLinks(links);
    if (entry.twin != null && parent.joliet() != null) {
      entry.twin.directory = made(parent.joliet(), entry.twin, -1, 0);
    }
    addLinks(parent.directory(), 1);
  }

  private IsoDirectory made(IsoDirectory parent, IsoEntry entry, int mode, long links)
      throws IOException {
    IsoDirectory directory =
        new IsoDirectory(
            parent,
            entry,
            dots(IsoRecord.SELF, mode, links),
            dots(IsoRecord.PARENT, mode, parent.self.links()),
            ByteBuffer.allocate(0));
    directory.isChanged = true;
    return directory;
  }

  private IsoEntry dots(int name, int mode, long links) throws IOException {
    byte[] use = new byte[0];
    if (mode >= 0) {
      use =
          NewSystemUse.of(
                  new byte[0], mode, links, date, tree.root().self, DirectoryRecord.MOST_BYTES)
              .inRecord()
              .array();
    }
    return entry(new byte[] {(byte) name}, true, use, FileName.of(""), mode >= 0);
  }

  private IsoEntry entry(
      byte[] isoName, boolean isDirectory, byte[] use, FileName name, boolean rockRidge)
      throws IOException {
    ByteBuffer bytes = IsoTree.record(isoName, isDirectory, date, use);
    return new IsoEntry(IsoRecord.of(bytes, 0), name, null, rockRidge ? tree.skip() : 0);
  }

  /** Enters a new name in both trees. */
  private IsoEntry add(Twins parent, List<FileName> path, boolean isDirectory) throws IOException {
    FileName name = checked(path);
    Set<String> taken = new TreeSet<>();
    for (IsoEntry entry : parent.directory().entries) {
      taken.add(IsoNames.withoutVersion(entry.record().isoName()));
      taken.add(IsoNames.withoutVersion(entry.record().isoName()) + (isDirectory ? "" : "."));
    }
    if (parent.jolietEntry(name) != null) {
      throw new FileSystemException(
          shown(path), null, "Joliet's tree has a name that starts with the same 64 letters");
    }
    String isoName = IsoNames.unique(name, isDirectory, taken, new HashMap<>(), shown(path));
    byte[] plain = (isoName + (isDirectory ? "" : ";1")).getBytes(ISO_8859_1);
    int head = DirectoryRecord.NAME + plain.length + (plain.length % 2 == 0 ? 1 : 0);
    NewSystemUse use =
        NewSystemUse.of(
            name.toBytes(),
            isDirectory ? DIRECTORY_MODE : FILE_MODE,
            1,
            date,
            tree.root().self,
            DirectoryRecord.MOST_BYTES - head - tree.skip());
    byte[] area = new byte[tree.skip() + use.inRecord().limit()];
    use.inRecord().get(0, area, tree.skip(), use.inRecord().limit());
    IsoEntry entry = entry(plain, isDirectory, area, name, true);
    entry.continuation = use.continuation().array();
    entry.setSerial(unusedSerial());
    insert(parent.directory(), entry, false);
    if (parent.joliet() != null) {
      byte[] second = (IsoNames.joliet(name) + (isDirectory ? "" : ";1")).getBytes(UTF_16BE);
      entry.twin = entry(second, isDirectory, new byte[0], name, false);
      insert(parent.joliet(), entry.twin, true);
    }
    return entry;
  }

  private long unusedSerial() {
    while (!serials.add(nextSerial)) {
      nextSerial--;
    }
    return nextSerial;
  }

  private static void insert(IsoDirectory directory, IsoEntry entry, boolean isJoliet) {
    byte[] name = entry.record().isoName();
    int at = 0;
    for (int i = 0; i < directory.entries.size(); i++) {
      byte[] other = directory.entries.get(i).record().isoName();
      int order = isJoliet ? Arrays.compareUnsigned(other, name) : -IsoNames.compare(name, other);
      at = order <= 0 ? i + 1 : at;
    }
    directory.entries.add(at, entry);
    directory.isChanged = true;
  }

  private static void addLinks(IsoDirectory directory, int more) {
    long links = directory.self.links();
    if (links < 2) {
      return;
    }
    directory.self.setLinks(links + more);
    if (directory.entry == null) {
      directory.up.setLinks(links + more);
    } else {
      directory.entry.setLinks(links + more);
    }
    for (IsoEntry entry : directory.entries) {
      IsoDirectory below = entry.directory;
      if (below != null) {
        below.up.setLinks(links + more);
      }
    }
  }

  @Override
  public void put(List<FileName> path, Content content) throws IOException {
    Twins parent = parent(path);
    if (content.size() > MOST_FILE_BYTES) {
      throw new FileSystemException(
          shown(path), null, content.size() + " bytes; a file here has fewer than 4 GiB");
    }
    IsoEntry present = find(parent.directory(), last(path));
    if (present == null) {
      add(parent, path, false).content = content;
      return;
    }
    if (!present.isPlainFile()) {
      throw new FileAlreadyExistsException(shown(path), null, "it is no file");
    }
    checkOneExtent(parent.directory(), present, path);
    if (isCatalogue(present)) {
      throw new FileSystemException(shown(path), null, "the boot catalogue stays as it is");
    }
    if (present.twin == null) {
      IsoEntry second = parent.jolietEntry(present.name());
      if (second != null && second.record().isDirectory()) {
        throw new FileSystemException(
            shown(path), null, "Joliet's tree has a directory of the name");
      }
      present.twin = second;
    }
    present.content = content;
    present.setTime(time);
    if (present.twin != null) {
      present.twin.setTime(time);
    }
  }

  private void checkOneExtent(IsoDirectory directory, IsoEntry entry, List<FileName> path)
      throws IOException {
    byte[] name = entry.record().isoName();
    boolean several =
        entry.record().hasMoreExtents()
            || directory.entries.stream()
                .anyMatch(other -> other != entry && Arrays.equals(other.record().isoName(), name));
    String reason =
        several
            ? "it is in several extents"
            : entry.record().isInterleaved()
                ? "it is interleaved"
                : entry.field("ZF") >= 0 ? "it is compressed by zisofs" : "";
    if (!reason.isEmpty()) {
      throw new FileSystemException(shown(path), null, reason + ", and stays as it is");
    }
  }

  private boolean isCatalogue(IsoEntry entry) {
    return catalogue.isPresent()
        && entry.overlaps(catalogue.get().sector(), catalogue.get().sector() + 1);
  }

  private boolean isBootImage(IsoEntry entry) {
    return catalogue.isPresent()
        && catalogue.get().entries().stream()
            .anyMatch(image -> entry.overlaps(image.image(), image.image() + 1));
  }

  @Override
  public void remove(List<FileName> path) throws IOException {
    Twins parent = parent(path);
    IsoEntry entry = find(parent.directory(), last(path));
    if (entry == null) {
      throw new NoSuchFileException(shown(path));
    }
    IsoDirectory target = entry.target();
    if (target != null && !target.isEmpty()) {
      throw new DirectoryNotEmptyException(shown(path));
    }
    if (entry.moved != null) {
      throw new FileSystemException(shown(path), null, "it is kept elsewhere, and stays");
    }
    if (target == null) {
      checkOneExtent(parent.directory(), entry, path);
    }
    if (isCatalogue(entry) || isBootImage(entry)) {
      throw new FileSystemException(shown(path), null, "firmware boots by it; it stays");
    }
    IsoEntry second = parent.jolietEntry(entry.name());
    parent.directory().entries.remove(entry);
    parent.directory().isChanged = true;
    if (second != null && parent.joliet() != null) {
      parent.joliet().entries.remove(second);
      parent.joliet().isChanged = true;
    }
    if (target != null) {
      addLinks(parent.directory(), -1);
    }
  }

  @Override
  public VolumePlan plan() throws IOException {
    return new IsoPlanner(volume, tree, joliet, catalogue).plan();
  }

  static long alignedBytes(long bytes) {
    return IsoLayout.sectors(bytes) * SECTOR_BYTES;
  }
}
