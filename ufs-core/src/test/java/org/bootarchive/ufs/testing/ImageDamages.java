package org.bootarchive.ufs.testing;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.testing.ImageDamage.Change;
import org.bootarchive.ufs.volume.Extent;
import org.bootarchive.ufs.volume.TreeWalk;
import org.bootarchive.ufs.volume.Visit;
import org.bootarchive.ufs.volume.Volume;

/**
 * Arbitraries of damage to a sound image, most of it where it hurts: in the superblock, in cylinder
 * groups, in inodes that are in use, in directories and in indirect blocks. Damage shrinks to few
 * changes.
 */
public final class ImageDamages {
  private static final int MOST_CHANGES = 6;

  private ImageDamages() {}

  private record Place(String name, int offset, int bytes, int alignment) {}

  /** Returns damage to an image of at most 2 GiB. */
  public static Arbitrary<ImageDamage> of(byte[] image) {
    Arbitrary<Place> place = Arbitraries.of(places(image));
    Arbitrary<Change> change =
        Combinators.combine(place, Arbitraries.integers().between(0, 1 << 20), values())
            .as(
                (at, seed, value) -> {
                  int slots = at.bytes() / at.alignment();
                  int offset = at.offset() + seed % slots * at.alignment();
                  return new Change(at.name(), offset, value);
                });
    return change.list().ofMinSize(1).ofMaxSize(MOST_CHANGES).map(ImageDamage::new);
  }

  /** Returns numbers that are often where bounds are, of one, two or four bytes, in hex. */
  private static Arbitrary<String> values() {
    return Arbitraries.frequencyOf(
        Tuple.of(1, Arbitraries.of("00", "00000000", "ff", "ffffffff", "7fffffff", "ffffff7f")),
        Tuple.of(1, Arbitraries.of("80000000", "00000080", "0100", "0001", "01000000", "02000000")),
        Tuple.of(1, Arbitraries.bytes().map(b -> HexFormat.of().toHexDigits(b))),
        Tuple.of(1, Arbitraries.shorts().map(s -> HexFormat.of().toHexDigits(s))),
        Tuple.of(1, Arbitraries.integers().map(i -> HexFormat.of().toHexDigits(i))));
  }

  private static ImmutableList<Place> places(byte[] image) {
    ImmutableList.Builder<Place> places = ImmutableList.builder();
    try (Volume volume = Volume.open(MemoryBlockDevice.of(image))) {
      Superblock superblock = volume.superblock();
      for (int i = 0; i < 8; i++) {
        places.add(new Place("superblock", Superblock.OFFSET, 1380, 4));
      }
      for (int group = 0; group < superblock.groupCount(); group++) {
        long at = superblock.fragmentOffset(superblock.groupBlockFragment(group));
        places.add(new Place("cylinder group " + group, (int) at, superblock.blockBytes() / 2, 2));
      }
      TreeWalk walk = volume.walk(Inode.ROOT);
      for (Visit visit = walk.next(); visit != null; visit = walk.next()) {
        addFile(places, volume, visit);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return places.add(new Place("image", 0, image.length, 1)).build();
  }

  private static void addFile(ImmutableList.Builder<Place> places, Volume volume, Visit visit)
      throws IOException {
    Superblock superblock = volume.superblock();
    String name = "inode " + visit.number();
    places.add(new Place(name, (int) superblock.inodeOffset(visit.number()), Inode.BYTES, 2));
    FileType type = visit.inode().type();
    if (visit.isDirectory() || type == FileType.SYMBOLIC_LINK) {
      for (Extent extent : volume.content(visit.number()).extents()) {
        if (!extent.isHole()) {
          places.add(
              new Place(
                  "content of " + name,
                  (int) extent.deviceOffset(),
                  (int) Math.min(extent.bytes(), superblock.blockBytes()),
                  visit.isDirectory() && extent.bytes() > 1 ? 2 : 1));
        }
      }
    }
    int indirect = visit.inode().indirect().get(0);
    if (type == FileType.REGULAR && indirect > 0) {
      places.add(
          new Place(
              "indirect block of " + name,
              (int) superblock.fragmentOffset(indirect),
              superblock.blockBytes(),
              4));
    }
  }
}
