package org.bootarchive.media.iso;

import static com.google.common.base.Preconditions.checkArgument;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.bootarchive.media.iso.IsoLayout.SECTOR_BYTES;

import com.google.common.base.Strings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bootarchive.archive.image.BytesContent;
import org.bootarchive.archive.image.Content;
import org.bootarchive.archive.image.ImageLayout;
import org.bootarchive.archive.image.Placement;
import org.bootarchive.archive.image.ZeroDevice;
import org.bootarchive.media.iso.IsoLayout.Descriptor;
import org.bootarchive.media.iso.IsoLayout.DirectoryRecord;
import org.bootarchive.ufs.text.FileName;
import org.bootarchive.ufs.volume.Extent;
import org.jspecify.annotations.Nullable;

/**
 * Makes an ISO 9660 with Rock Ridge: directories however deep where they belong, one extent a file,
 * nothing compressed, no Joliet; as illumos' hsfs and boot loader read it. Sources: ECMA-119, SUSP
 * 1.10, RRIP 1.09.
 */
public final class IsoFormat {
  private static final long MOST_FILE_BYTES = 0xffffffffL;
  private static final int MOST_DIRECTORIES = 65535;

  /** What mkisofs pads with, for drives that read ahead. */
  private static final int PADDING_SECTORS = 150;

  private static final String CATALOGUE = "boot.catalog";
  private static final int UNUSED_DATE_BYTES = 17;

  private final Instant time;
  private final List<Directory> directories = new ArrayList<>();
  private final IdentityHashMap<Content, Long> extents = new IdentityHashMap<>();
  private final List<Placement> placements = new ArrayList<>();
  private final @Nullable IsoBoot boot;

  /** Stands for the boot catalogue until it is known where boot images are. */
  private final Content catalogue = BytesContent.of(new byte[SECTOR_BYTES]);

  private long next;

  private IsoFormat(Instant time, @Nullable IsoBoot boot) {
    this.time = time;
    this.boot = boot;
    this.next = Descriptor.FIRST_SECTOR + (boot == null ? 2L : 3L);
  }

  /** A directory on its way to the medium. */
  private static final class Directory {
    private final IsoNode node;
    private final Directory parent;
    private final byte[] name;
    private final NewRecordUse self;
    private final NewRecordUse up;
    private final List<Entry> entries = new ArrayList<>();
    private final int number;
    private long sector;
    private long bytes;

    Directory(IsoNode node, @Nullable Directory parent, byte[] name, int number) {
      this.node = node;
      this.parent = parent == null ? this : parent;
      this.name = name;
      this.number = number;
      this.self = NewRecordUse.self(node, parent == null);
      this.up = NewRecordUse.parent(this.parent.node);
    }
  }

  /** A record of a directory. */
  private static final class Entry {
    private final IsoNode node;
    private final byte[] name;
    private final NewRecordUse use;
    private @Nullable Directory directory;

    Entry(IsoNode node, byte[] name) {
      this.node = node;
      this.name = name;
      this.use = NewRecordUse.of(node, name.length);
    }
  }

  /**
   * Lays out a file system.
   *
   * @param root the top directory
   * @param label 32 bytes at most, one a char; ECMA-119 has upper-case letters, digits and
   *     underscores
   * @param time of the file system
   * @throws FileSystemException if a file is too large or there are too many directories; it names
   *     the file
   */
  public static ImageLayout layout(IsoNode root, String label, Instant time) throws IOException {
    return new IsoFormat(time, null).layout(root, label);
  }

  /**
   * Lays out a file system that firmware boots from, as {@code mkisofs} does: El Torito's catalogue
   * is {@code boot.catalog} at the top, and 150 sectors of zeros are at the end.
   *
   * @param root the top directory
   * @param label 32 bytes at most, one a char; ECMA-119 has upper-case letters, digits and
   *     underscores
   * @param time of the file system
   * @param boot contents of files that are in {@code root}
   * @throws FileSystemException if a file is too large or there are too many directories; it names
   *     the file
   */
  public static ImageLayout layout(IsoNode root, String label, Instant time, IsoBoot boot)
      throws IOException {
    return new IsoFormat(time, boot).layout(root, label);
  }

  private ImageLayout layout(IsoNode root, String label) throws IOException {
    directories.add(new Directory(withCatalogue(root), null, new byte[1], 1));
    // Grows on the way: level by level, as the path tables want it.
    for (int i = 0; i < directories.size(); i++) {
      addEntries(directories.get(i));
    }
    long tableBytes = tableBytes();
    long little = take(tableBytes);
    long big = take(tableBytes);
    for (Directory directory : directories) {
      directory.bytes = recordBytes(directory);
      directory.sector = take(directory.bytes);
    }
    placeContinuations();
    for (Directory directory : directories) {
      for (Entry entry : directory.entries) {
        placeContent(entry.node);
      }
    }
    place(little, table(tableBytes, false));
    place(big, table(tableBytes, true));
    for (Directory directory : directories) {
      place(directory.sector, records(directory));
    }
    long end = Descriptor.FIRST_SECTOR + 1L;
    if (boot != null) {
      long sector = extents.getOrDefault(catalogue, 0L);
      place(sector, BootCatalogue.of(images(boot)));
      place(end++, bootRecord(sector));
      next += PADDING_SECTORS;
    }
    place(Descriptor.FIRST_SECTOR, descriptor(label, tableBytes, little, big));
    place(end, terminator());
    return ImageLayout.of(new ZeroDevice(IsoLayout.offset(next)), placements);
  }

  private IsoNode withCatalogue(IsoNode root) {
    if (boot == null) {
      return root;
    }
    FileName name = FileName.of(CATALOGUE);
    List<IsoNode> entries = new ArrayList<>(root.entries());
    entries.removeIf(node -> node.name().equals(name));
    entries.add(IsoNode.file(name, catalogue, time));
    return root.withEntries(entries);
  }

  private List<BootCatalogue.Image> images(IsoBoot from) {
    List<BootCatalogue.Image> images = new ArrayList<>();
    if (from.bios() != null) {
      images.add(BootCatalogue.Image.ofBios(sector(from.bios()), from.bios().size()));
    }
    if (from.efi() != null) {
      images.add(BootCatalogue.Image.ofEfi(sector(from.efi()), from.efi().size()));
    }
    return images;
  }

  private long sector(Content content) {
    Long sector = extents.get(content);
    checkArgument(sector != null, "a boot image that is no file of the tree");
    return sector;
  }

  private static ByteBuffer bootRecord(long catalogue) {
    ByteBuffer bytes = ByteBuffer.allocate(SECTOR_BYTES);
    bytes.put(Descriptor.TYPE, (byte) Descriptor.TYPE_BOOT);
    text(bytes, Descriptor.ID, "CD001", 5);
    bytes.put(Descriptor.VERSION, (byte) 1);
    text(bytes, Descriptor.BOOT_SYSTEM, Descriptor.EL_TORITO, Descriptor.EL_TORITO.length());
    IsoLayout.little(bytes).putInt(Descriptor.CATALOGUE, (int) catalogue);
    return bytes;
  }

  private long take(long bytes) {
    long sector = next;
    next += IsoLayout.sectors(bytes);
    return sector;
  }

  private void place(long sector, ByteBuffer bytes) {
    byte[] all = new byte[bytes.capacity()];
    bytes.get(0, all);
    Content content = BytesContent.of(all);
    placements.add(new Placement(IsoLayout.offset(sector), content.size(), content, 0));
  }

  private void addEntries(Directory directory) throws FileSystemException {
    Set<String> taken = new HashSet<>();
    Map<String, Integer> unused = new HashMap<>();
    for (IsoNode node : directory.node.entries()) {
      String name =
          IsoNames.unique(node.name(), node.isDirectory(), taken, unused, node.name().toString());
      taken.add(name);
      byte[] bytes = (node.isDirectory() ? name : name + ";1").getBytes(US_ASCII);
      directory.entries.add(new Entry(node, bytes));
    }
    directory.entries.sort((one, other) -> IsoNames.compare(one.name, other.name));
    for (Entry entry : directory.entries) {
      if (entry.node.isDirectory()) {
        if (directories.size() == MOST_DIRECTORIES) {
          throw new FileSystemException(
              entry.node.name().toString(),
              null,
              "ISO 9660 numbers " + MOST_DIRECTORIES + " directories at most");
        }
        entry.directory = new Directory(entry.node, directory, entry.name, directories.size() + 1);
        directories.add(entry.directory);
      }
    }
  }

  private void placeContent(IsoNode node) throws IOException {
    Content content = node.content();
    if (content == null || content.size() == 0 || extents.containsKey(content)) {
      return;
    }
    if (content.size() > MOST_FILE_BYTES) {
      throw new FileSystemException(
          node.name().toString(), null, content.size() + " bytes are too many for one extent");
    }
    long sector = take(content.size());
    extents.put(content, sector);
    if (content != catalogue) {
      Content placed =
          boot != null && content == boot.bios()
              ? BootInfoContent.of(content, Descriptor.FIRST_SECTOR, sector)
              : content;
      placeParts(IsoLayout.offset(sector), placed);
    }
  }

  /** Places a content but for its holes, which are zeros already. */
  private void placeParts(long offset, Content content) {
    long from = 0;
    for (Extent hole : content.holes()) {
      if (hole.fileOffset() > from) {
        placements.add(new Placement(offset + from, hole.fileOffset() - from, content, from));
      }
      from = hole.fileOffset() + hole.bytes();
    }
    placements.add(new Placement(offset + from, content.size() - from, content, from));
  }

  /** Parts of system use areas that do not fit their records; none crosses a sector. */
  private void placeContinuations() {
    List<NewRecordUse> uses = new ArrayList<>();
    for (Directory directory : directories) {
      uses.add(directory.self);
      uses.add(directory.up);
      directory.entries.forEach(entry -> uses.add(entry.use));
    }
    ByteBuffer area = ByteBuffer.allocate(SECTOR_BYTES);
    for (NewRecordUse use : uses) {
      byte[] rest = use.continuation();
      if (rest.length > 0) {
        if (rest.length > area.remaining()) {
          place(take(SECTOR_BYTES), area);
          area = ByteBuffer.allocate(SECTOR_BYTES);
        }
        use.continueAt(next, area.position());
        area.put(rest);
      }
    }
    if (area.position() > 0) {
      place(take(SECTOR_BYTES), area);
    }
  }

  private static int recordBytes(int nameBytes, NewRecordUse use) {
    return DirectoryRecord.NAME + nameBytes + (1 - nameBytes % 2) + use.recordBytes();
  }

  /** Returns the bytes of a directory: no record crosses a sector, or fills one to its end. */
  private static long recordBytes(Directory directory) {
    long bytes = behind(0, recordBytes(1, directory.self));
    bytes = behind(bytes, recordBytes(1, directory.up));
    for (Entry entry : directory.entries) {
      bytes = behind(bytes, recordBytes(entry.name.length, entry.use));
    }
    return IsoLayout.offset(IsoLayout.sectors(bytes));
  }

  private static long start(long at, int record) {
    // The boot loader looks at the byte behind the last record of a sector.
    return at % SECTOR_BYTES + record >= SECTOR_BYTES
        ? IsoLayout.offset(IsoLayout.sectors(at + 1))
        : at;
  }

  private static long behind(long at, int record) {
    return start(at, record) + record;
  }

  private ByteBuffer records(Directory directory) {
    ByteBuffer bytes = ByteBuffer.allocate((int) directory.bytes);
    long at = record(bytes, 0, new byte[] {0}, directory.node, directory, directory.self);
    at = record(bytes, at, new byte[] {1}, directory.parent.node, directory.parent, directory.up);
    for (Entry entry : directory.entries) {
      at = record(bytes, at, entry.name, entry.node, entry.directory, entry.use);
    }
    return bytes;
  }

  private long record(
      ByteBuffer bytes,
      long from,
      byte[] name,
      IsoNode node,
      @Nullable Directory target,
      NewRecordUse use) {
    int length = recordBytes(name.length, use);
    int at = (int) start(from, length);
    Content content = node.content();
    long sector =
        target != null ? target.sector : content == null ? 0 : extents.getOrDefault(content, 0L);
    long size = target != null ? target.bytes : content == null ? 0 : content.size();
    ByteBuffer record = bytes.slice(at, length);
    record.put(0, (byte) length);
    IsoLayout.putBoth(record, DirectoryRecord.EXTENT, sector);
    IsoLayout.putBoth(record, DirectoryRecord.SIZE, size);
    record.put(DirectoryRecord.DATE, IsoTime.bytes(node.modifyTime()));
    record.put(DirectoryRecord.FLAGS, (byte) (target != null ? DirectoryRecord.DIRECTORY : 0));
    record.put(DirectoryRecord.VOLUME, (byte) 1).put(DirectoryRecord.VOLUME + 3, (byte) 1);
    record.put(DirectoryRecord.NAME_BYTES, (byte) name.length);
    record.put(DirectoryRecord.NAME, name);
    record.put(length - use.recordBytes(), use.inRecord());
    return at + (long) length;
  }

  private long tableBytes() {
    long bytes = 0;
    for (Directory directory : directories) {
      bytes += 8 + directory.name.length + directory.name.length % 2;
    }
    return bytes;
  }

  private ByteBuffer table(long length, boolean bigEndian) {
    ByteBuffer bytes = ByteBuffer.allocate((int) length);
    ByteBuffer table = bigEndian ? IsoLayout.big(bytes) : IsoLayout.little(bytes);
    for (Directory directory : directories) {
      table.put((byte) directory.name.length).put((byte) 0);
      table.putInt((int) directory.sector).putShort((short) directory.parent.number);
      table.put(directory.name);
      table.position(table.position() + directory.name.length % 2);
    }
    return bytes;
  }

  private ByteBuffer descriptor(String label, long tableBytes, long little, long big) {
    ByteBuffer bytes = ByteBuffer.allocate(SECTOR_BYTES);
    bytes.put(Descriptor.TYPE, (byte) Descriptor.TYPE_PRIMARY);
    text(bytes, Descriptor.ID, "CD001", 5);
    bytes.put(Descriptor.VERSION, (byte) 1);
    text(bytes, 8, "", 32);
    text(bytes, Descriptor.VOLUME_ID, label, Descriptor.VOLUME_ID_BYTES);
    IsoLayout.putBoth(bytes, Descriptor.SPACE_SIZE, next);
    putBothShort(bytes, 120, 1);
    putBothShort(bytes, 124, 1);
    putBothShort(bytes, Descriptor.BLOCK_BYTES, SECTOR_BYTES);
    IsoLayout.putBoth(bytes, Descriptor.PATH_TABLE_SIZE, tableBytes);
    IsoLayout.little(bytes).putInt(Descriptor.L_TABLE, (int) little);
    IsoLayout.big(bytes).putInt(Descriptor.M_TABLE, (int) big);
    Directory root = directories.get(0);
    ByteBuffer record = bytes.slice(Descriptor.ROOT, Descriptor.ROOT_BYTES);
    record.put(0, (byte) Descriptor.ROOT_BYTES);
    IsoLayout.putBoth(record, DirectoryRecord.EXTENT, root.sector);
    IsoLayout.putBoth(record, DirectoryRecord.SIZE, root.bytes);
    record.put(DirectoryRecord.DATE, IsoTime.bytes(root.node.modifyTime()));
    record.put(DirectoryRecord.FLAGS, (byte) DirectoryRecord.DIRECTORY);
    record.put(DirectoryRecord.VOLUME, (byte) 1).put(DirectoryRecord.VOLUME + 3, (byte) 1);
    record.put(DirectoryRecord.NAME_BYTES, (byte) 1);
    text(bytes, Descriptor.ROOT + Descriptor.ROOT_BYTES, "", 623);
    byte[] made = IsoTime.longBytes(time);
    byte[] never = "0".repeat(UNUSED_DATE_BYTES - 1).getBytes(US_ASCII);
    bytes.put(813, made).put(830, made).put(847, never).put(864, never);
    bytes.put(881, (byte) 1);
    return bytes;
  }

  private static void putBothShort(ByteBuffer bytes, int at, int value) {
    IsoLayout.little(bytes).putShort(at, (short) value);
    IsoLayout.big(bytes).putShort(at + 2, (short) value);
  }

  private static void text(ByteBuffer bytes, int at, String text, int length) {
    bytes.put(at, Strings.padEnd(text, length, ' ').getBytes(ISO_8859_1));
  }

  private static ByteBuffer terminator() {
    ByteBuffer bytes = ByteBuffer.allocate(SECTOR_BYTES);
    bytes.put(Descriptor.TYPE, (byte) Descriptor.TYPE_END);
    text(bytes, Descriptor.ID, "CD001", 5);
    bytes.put(Descriptor.VERSION, (byte) 1);
    return bytes;
  }
}
