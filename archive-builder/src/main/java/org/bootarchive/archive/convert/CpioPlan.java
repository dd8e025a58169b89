package org.bootarchive.archive.convert;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.common.primitives.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.bootarchive.archive.convert.CpioHeader.Format;
import org.bootarchive.archive.image.BytesContent;
import org.bootarchive.archive.image.Content;
import org.bootarchive.archive.image.ImageLayout;
import org.bootarchive.archive.image.Placement;
import org.bootarchive.archive.image.ZeroDevice;
import org.bootarchive.archive.source.Attributes;
import org.bootarchive.archive.source.SourceNode;
import org.bootarchive.archive.source.SourceTree;
import org.bootarchive.ufs.disk.DeviceNumber;
import org.bootarchive.ufs.text.ByteString;
import org.bootarchive.ufs.text.FileName;

/**
 * Lays out a cpio archive of the odc format, as the kernel reads it: names without a slash at the
 * start, in the order of their bytes, directories before what is in them; the data of a file at
 * each of its names; zeros up to a multiple of 512 bytes. Source: {@code bootrd_cpio.c}, {@code
 * create_ramdisk}, {@code cmd/cpio}.
 */
final class CpioPlan {
  /** The kernel's longest path ({@code MAXPATHLEN}), without its NUL. */
  static final int MOST_PATH_BYTES = 1023;

  private static final int SECTOR_BYTES = 512;

  /** The largest number of six octal digits: owners, inodes. */
  private static final long LARGEST = 0777777;

  private static final long LARGEST_DEVICE_MAJOR = LARGEST >> 8;
  private static final long LARGEST_DEVICE_MINOR = 0xff;
  private static final long LARGEST_SIZE = 077777777777L;

  /** What {@code find . | cpio -o} calls the root. */
  private static final ByteString ROOT = ByteString.of(".");

  /** What illumos' cpio writes for an owner that does not fit. */
  private static final long NOBODY = 60001;

  private static final int SET_ID_BITS = 06000;

  private final List<Placement> placements = new ArrayList<>();
  private final List<Loss> losses = new ArrayList<>();
  private final IdentityHashMap<SourceNode, Long> inodes = new IdentityHashMap<>();
  private long end;

  private CpioPlan() {}

  /**
   * Lays out the files of a tree.
   *
   * @param form what is in front of the archive, and whether its root has an entry
   */
  static PlannedArchive of(SourceTree tree, ArchiveForm form) throws IOException {
    CpioPlan plan = new CpioPlan();
    plan.append(BytesContent.of(form.front().toBytes()));
    if (form.rootEntry()) {
      plan.add(ROOT, tree.root());
    }
    plan.addEntries(ByteString.EMPTY, tree.root());
    plan.append(
        BytesContent.of(
            Bytes.concat(
                new CpioHeader(
                        Format.ODC, 0, 0, 0, 0, 0, 1, 0, 0, 0, CpioHeader.TRAILER.length() + 1, 0)
                    .toOdc(),
                (CpioHeader.TRAILER + "\0").getBytes(US_ASCII))));
    long size = (plan.end + SECTOR_BYTES - 1) / SECTOR_BYTES * SECTOR_BYTES;
    return new PlannedArchive(
        ImageLayout.of(new ZeroDevice(size), plan.placements), List.copyOf(plan.losses));
  }

  private void append(Content content) {
    if (content.size() > 0) {
      placements.add(new Placement(end, content.size(), content, 0));
      end += content.size();
    }
  }

  private void addEntries(ByteString path, SourceNode directory) throws IOException {
    for (Map.Entry<FileName, SourceNode> entry : directory.entries().entrySet()) {
      ByteString name = ByteString.of(entry.getKey().toBytes());
      ByteString below = path.isEmpty() ? name : path.concat("/").concat(name);
      if (LostAndFound.is(below, entry.getValue())) {
        continue;
      }
      if (below.length() > MOST_PATH_BYTES) {
        throw new IOException(
            below.brief(80) + ": a path of more than " + MOST_PATH_BYTES + " bytes");
      }
      add(below, entry.getValue());
      if (entry.getValue().isDirectory()) {
        addEntries(below, entry.getValue());
      }
    }
  }

  private void lose(ByteString path, String what) {
    losses.add(new Loss(path, what));
  }

  private void add(ByteString path, SourceNode node) {
    long major = 0;
    long minor = 0;
    if (node.type().isDevice()) {
      DeviceNumber device = node.device();
      major = device.major();
      minor = device.minor();
      if (major > LARGEST_DEVICE_MAJOR || minor > LARGEST_DEVICE_MINOR) {
        lose(path, "device " + major + "," + minor + " does not fit; it is left out");
        return;
      }
    }
    Content content =
        switch (node.type()) {
          case REGULAR -> node.content();
          case SYMBOLIC_LINK -> BytesContent.of(node.linkTarget());
          default -> BytesContent.of(new byte[0]);
        };
    if (content.size() > LARGEST_SIZE) {
      lose(path, content.size() + " bytes do not fit; it is left out");
      return;
    }
    append(BytesContent.of(head(path, node, major, minor, content.size())));
    append(content);
  }

  private byte[] head(ByteString path, SourceNode node, long major, long minor, long size) {
    Attributes attributes = node.attributes();
    boolean ownerFits = attributes.uid() <= LARGEST && attributes.gid() <= LARGEST;
    int permissions = attributes.permissions();
    if (!ownerFits) {
      lose(
          path,
          "owner "
              + attributes.uid()
              + ":"
              + attributes.gid()
              + " does not fit; 60001 stands there");
      if ((permissions & SET_ID_BITS) != 0) {
        lose(path, "its set-id bits, as the owner is another");
        permissions &= ~SET_ID_BITS;
      }
    }
    long time = attributes.modify().seconds();
    if (time < 0) {
      lose(path, "a time before 1970; 1970 stands there");
      time = 0;
    }
    CpioHeader header =
        new CpioHeader(
            Format.ODC,
            0,
            Math.min(LARGEST, inodes.computeIfAbsent(node, unused -> inodes.size() + 1L)),
            node.type().bits() | permissions,
            attributes.uid() <= LARGEST ? attributes.uid() : NOBODY,
            attributes.gid() <= LARGEST ? attributes.gid() : NOBODY,
            node.isDirectory() ? 2 : Math.min(LARGEST, Math.max(1, node.names())),
            major,
            minor,
            time,
            path.length() + 1L,
            size);
    return Bytes.concat(header.toOdc(), path.toBytes(), new byte[1]);
  }
}
