package org.bootarchive.media.fat;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bootarchive.archive.image.Content;
import org.bootarchive.archive.image.Placement;
import org.bootarchive.media.fat.FatLayout.Attribute;
import org.bootarchive.media.fat.FatLayout.Info;
import org.bootarchive.media.volume.VolumeEdit;
import org.bootarchive.media.volume.VolumePlan;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.internal.device.CopyOnWriteBlockDevice;
import org.bootarchive.ufs.text.FileName;

/**
 * Changes of a FAT: the table in memory, the directories that change, and where contents go.
 *
 * <p>A file that is replaced keeps its entries, so its names, attributes and time of making; it
 * gets a new chain before the old one is freed.
 */
final class FatEdit implements VolumeEdit {
  /** The largest size that an entry can tell. */
  private static final long MAX_FILE_BYTES = 0xffffffffL;

  private final FatVolume volume;
  private final FatGeometry geometry;
  private final Instant time;
  private final ClusterMap map;
  private final Map<Long, EditedDirectory> directories = new LinkedHashMap<>();

  /** Contents, by the first cluster of their chains. */
  private final Map<Integer, ImmutableList<Placement>> contents = new LinkedHashMap<>();

  private FatEdit(FatVolume volume, ClusterMap map, Instant time) {
    this.volume = volume;
    this.geometry = volume.geometry();
    this.map = map;
    this.time = time;
  }

  static FatEdit begin(FatVolume volume, Instant time) throws IOException {
    FatScan.Result scan = FatScan.scan(volume);
    if (scan.stopsEdit()) {
      Finding first =
          scan.findings().stream()
              .filter(finding -> FatFindingKind.stopEdit(finding))
              .findFirst()
              .orElseThrow();
      throw new CorruptImageException(
          "FAT", -1, "it is damaged and is not changed: " + first.message());
    }
    ClusterMap map = ClusterMap.read(volume.device(), volume.geometry(), volume.table());
    return new FatEdit(volume, map, time);
  }

  private static String shown(List<FileName> path) {
    StringBuilder text = new StringBuilder();
    for (FileName name : path) {
      text.append('/').append(name);
    }
    return text.toString();
  }

  private EditedDirectory directory(FatFile file) throws IOException {
    long key = file.isRoot() ? 0 : file.cluster();
    EditedDirectory known = directories.get(key);
    if (known == null) {
      known = EditedDirectory.of(geometry, volume.directory(file));
      directories.put(key, known);
    }
    return known;
  }

  private Optional<FatFile> find(FatFile directory, FileName name) throws IOException {
    return directory(directory).now().files(geometry.type()).stream()
        .filter(file -> file.answersTo(name))
        .findFirst();
  }

  private FatFile parent(List<FileName> path) throws IOException {
    if (path.isEmpty()) {
      throw new FileSystemException("/", null, "the root directory stays as it is");
    }
    FatFile at = FatFile.root(geometry.rootCluster());
    for (FileName name : path.subList(0, path.size() - 1)) {
      Optional<FatFile> next = find(at, name);
      if (next.isEmpty() || !next.get().isDirectory()) {
        throw new NoSuchFileException(shown(path));
      }
      at = next.get();
    }
    return at;
  }

  private static FileName last(List<FileName> path) {
    return path.get(path.size() - 1);
  }

  @Override
  public void makeDirectory(List<FileName> path) throws IOException {
    FatFile parent = parent(path);
    if (find(parent, last(path)).isPresent()) {
      throw new FileAlreadyExistsException(shown(path));
    }
    NewName name = reserve(parent, path);
    int cluster = map.allocate(1, shown(path)).get(0).first();
    EditedDirectory made = EditedDirectory.empty(geometry, cluster);
    int above = parent.isRoot() ? 0 : (int) parent.cluster();
    made.put(0, dots(".", cluster));
    made.put(1, dots("..", above));
    directories.put((long) cluster, made);
    name.enter(Attribute.DIRECTORY, cluster, 0);
  }

  private ByteBuffer dots(String name, int cluster) {
    byte[] shortName = ShortName.of(name, "");
    return NewEntries.of("", shortName, Attribute.DIRECTORY, cluster, 0, time);
  }

  @Override
  public void put(List<FileName> path, Content content) throws IOException {
    FatFile parent = parent(path);
    refusePinned(path);
    if (content.size() > MAX_FILE_BYTES) {
      throw new FileSystemException(
          shown(path), null, content.size() + " bytes; a file on a FAT has fewer than 4 GiB");
    }
    Optional<FatFile> present = find(parent, last(path));
    if (present.isPresent() && present.get().isDirectory()) {
      throw new FileAlreadyExistsException(shown(path), null, "it is a directory");
    }
    if (present.isPresent()) {
      replace(parent, present.get(), place(content, shown(path)), content.size());
    } else {
      NewName name = reserve(parent, path);
      name.enter(Attribute.ARCHIVE, place(content, shown(path)), content.size());
    }
  }

  /** GRUB legacy's first stage has the sectors of the second, not its name. */
  private static void refusePinned(List<FileName> path) throws FileSystemException {
    if (path.size() < 3) {
      return;
    }
    String name = Ascii.toLowerCase(last(path).toString());
    String folder = Ascii.toLowerCase(shown(path.subList(0, path.size() - 1)));
    if (folder.equals("/boot/grub") && (name.equals("stage2") || name.endsWith("stage1_5"))) {
      throw new FileSystemException(
          shown(path), null, "GRUB finds it by its sectors; it stays where it is, as it is");
    }
  }

  private int place(Content content, String what) throws FileSystemException {
    if (content.size() == 0) {
      return 0;
    }
    int clusters = (int) geometry.clustersOf(content.size());
    List<ClusterMap.Run> runs = map.allocate(clusters, what);
    ImmutableList.Builder<Placement> placements = ImmutableList.builder();
    long from = 0;
    for (ClusterMap.Run run : runs) {
      long bytes = (long) run.length() * geometry.clusterBytes();
      placements.add(new Placement(geometry.clusterOffset(run.first()), bytes, content, from));
      from += bytes;
    }
    contents.put(runs.get(0).first(), placements.build());
    return runs.get(0).first();
  }

  private void free(FatFile file) {
    if (file.cluster() != 0) {
      contents.remove((int) file.cluster());
      directories.remove(file.cluster());
      map.free((int) file.cluster());
    }
  }

  private void replace(FatFile parent, FatFile file, int cluster, long size) throws IOException {
    EditedDirectory directory = directory(parent);
    ByteBuffer entry = directory.get(file.place().entry());
    NewEntries.setContent(entry, 0, cluster, size, time);
    entry.put(FatLayout.Entry.ATTRIBUTES, (byte) (file.attributes() | Attribute.ARCHIVE));
    directory.put(file.place().entry(), entry);
    free(file);
  }

  /** A name that no file has yet, for which there is room in its directory. */
  private final class NewName {
    private final EditedDirectory directory;
    private final String longName;
    private final byte[] shortName;
    private final int slot;

    NewName(EditedDirectory directory, String longName, byte[] shortName, int slot) {
      this.directory = directory;
      this.longName = longName;
      this.shortName = shortName;
      this.slot = slot;
    }

    void enter(int attributes, int cluster, long size) {
      directory.put(slot, NewEntries.of(longName, shortName, attributes, cluster, size, time));
    }
  }

  /** Makes room for a name, before anything else is taken for its file. */
  private NewName reserve(FatFile parent, List<FileName> path) throws IOException {
    EditedDirectory directory = directory(parent);
    String name = FatNames.checked(last(path));
    Set<String> taken = new HashSet<>();
    for (FatFile file : directory.now().files(geometry.type())) {
      taken.add(Ascii.toLowerCase(file.name().toString()));
      taken.add(Ascii.toLowerCase(file.alias().toString()));
    }
    Optional<byte[]> plain = NameChoice.shortOnly(name);
    byte[] shortName =
        plain.isPresent()
            ? plain.get()
            : NameChoice.alias(name, text -> taken.contains(Ascii.toLowerCase(text)));
    String longName = plain.isPresent() ? "" : name;
    int slot = directory.reserve(NewEntries.count(longName), map, shown(path));
    return new NewName(directory, longName, shortName, slot);
  }

  @Override
  public void remove(List<FileName> path) throws IOException {
    FatFile parent = parent(path);
    refusePinned(path);
    FatFile file = find(parent, last(path)).orElseThrow(() -> new NoSuchFileException(shown(path)));
    if (file.isDirectory() && !directory(file).now().files(geometry.type()).isEmpty()) {
      throw new DirectoryNotEmptyException(shown(path));
    }
    directory(parent).delete(file.place().first(), file.place().entry());
    free(file);
  }

  @Override
  public VolumePlan plan() throws IOException {
    CopyOnWriteBlockDevice structures = CopyOnWriteBlockDevice.over(new KeptOpen(volume.device()));
    map.write(structures);
    for (EditedDirectory directory : directories.values()) {
      directory.write(structures);
    }
    writeInfo(structures, geometry.infoSector(), true);
    if (geometry.backupSector() != 0 && geometry.infoSector() != 0) {
      writeInfo(structures, geometry.backupSector() + geometry.infoSector(), false);
    }
    List<Placement> placements = new ArrayList<>();
    contents.values().forEach(placements::addAll);
    return VolumePlan.of(structures, placements);
  }

  private void writeInfo(CopyOnWriteBlockDevice structures, int sector, boolean isFirst)
      throws IOException {
    if (sector == 0 || sector >= geometry.reservedSectors()) {
      return;
    }
    long at = (long) sector * geometry.sectorBytes();
    ByteBuffer info = FatInfo.read(structures, at);
    if (!FatInfo.isOne(info)) {
      return;
    }
    int lowest = map.lowestFree();
    int next = isFirst ? lowest : info.getInt(Info.NEXT_FREE);
    if (info.getInt(Info.FREE_CLUSTERS) != (int) map.free()
        || info.getInt(Info.NEXT_FREE) != next) {
      info.putInt(Info.FREE_CLUSTERS, (int) map.free());
      info.putInt(Info.NEXT_FREE, next);
      structures.write(at, info);
    }
  }

  /** A device that the volume closes, not the plan. */
  private record KeptOpen(BlockDevice device) implements BlockDevice {
    @Override
    public long size() {
      return device.size();
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
      device.read(offset, target);
    }

    @Override
    public void close() {}
  }
}
