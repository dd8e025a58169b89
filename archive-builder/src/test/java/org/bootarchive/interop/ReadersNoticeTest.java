package org.bootarchive.interop;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.bootarchive.ufs.disk.CylinderGroup;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.disk.SuperblockField;
import org.bootarchive.ufs.testing.Fixtures;
import org.bootarchive.ufs.testing.ListedFile;
import org.bootarchive.ufs.testing.RequiredTool;
import org.bootarchive.ufs.testing.VolumeListing;
import org.bootarchive.ufs.volume.Volume;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each comparison fails when there is a reason to: the image read is not the image we read. */
class ReadersNoticeTest {
  private static final String NAME = "clean-03.img";

  @TempDir Path directory;
  private byte[] bytes;
  private Volume volume;
  private List<ListedFile> own;
  private Superblock superblock;

  @BeforeEach
  void readSoundImage() throws IOException {
    bytes = Fixtures.checkImage(NAME);
    volume = Volume.open(Fixtures.checkDevice(NAME));
    own = VolumeListing.of(volume);
    superblock = volume.superblock();
  }

  private Path damaged() throws IOException {
    return Files.write(directory.resolve("damaged"), bytes);
  }

  /** Returns the largest file, which every sample has. */
  private ListedFile someFile() {
    return own.stream()
        .filter(file -> file.type() == 'f')
        .max(Comparator.comparingLong(ListedFile::size))
        .get();
  }

  private void flipInodeByte(int offset) {
    bytes[(int) superblock.inodeOffset(someFile().inode()) + offset] ^= 1;
  }

  private void flipContent() throws IOException {
    long at = volume.content(someFile().inode()).extents().get(0).deviceOffset();
    bytes[(int) at] ^= 1;
  }

  private void setSuperblockField(SuperblockField field, int value) {
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(Superblock.OFFSET + field.offset(ByteOrder.LITTLE_ENDIAN), value);
  }

  private AssertionError linuxFailure() throws IOException {
    LinuxListing linux = UserModeLinux.list(damaged());
    return assertThrows(AssertionError.class, () -> LinuxAgreement.check(superblock, own, linux));
  }

  private AssertionError sleuthKitFailure() throws IOException {
    Path image = damaged();
    RequiredTool.sleuthKit("fsstat").path();
    return assertThrows(
        AssertionError.class, () -> new SleuthKitAgreement(image, volume).check(own));
  }

  private AssertionError grubFailure() throws IOException {
    Path image = damaged();
    RequiredTool.GRUB_FSTEST.path();
    return assertThrows(AssertionError.class, () -> GrubReader.compare(image, volume, own));
  }

  @Test
  void allNoticeContent() throws IOException {
    flipContent();
    assertTrue(linuxFailure().getMessage().contains(someFile().path()));
    assertTrue(grubFailure().getMessage().contains("cmp"));
    sleuthKitFailure();
  }

  @Test
  void grubNoticesAFileThatIsLonger() throws IOException {
    // The lowest byte of ic_lsize.
    flipInodeByte(8);
    grubFailure();
  }

  @Test
  void linuxAndTheSleuthKitNoticePermissionsAndTimes() throws IOException {
    flipInodeByte(0);
    linuxFailure();
    sleuthKitFailure();
    flipInodeByte(0);
    // The lowest byte of ic_mtime.
    flipInodeByte(24);
    linuxFailure();
    sleuthKitFailure();
  }

  @Test
  void linuxTellsWhyItDoesNotMount() throws IOException {
    setSuperblockField(SuperblockField.BSIZE, 3000);
    LinuxListing linux = UserModeLinux.list(damaged());
    assertTrue(linux.files().isEmpty());
    assertTrue(linux.log().toString().contains("ufs"), linux.log().toString());
    assertFalse(linux.errors().isEmpty());
    assertThrows(AssertionError.class, linux::withoutComplaint);
  }

  @Test
  void linuxLogsADirectoryThatIsOutOfOrder() throws IOException {
    long root = superblock.fragmentOffset(volume.root().direct().get(0));
    // The length of the root's first record.
    bytes[(int) root + 4] = 3;
    LinuxListing linux = UserModeLinux.list(damaged());
    assertTrue(linux.log().toString().contains("ufs_check_page"), linux.log().toString());
    assertThrows(AssertionError.class, linux::withoutComplaint);
  }

  @Test
  void theSleuthKitNoticesCounts() throws IOException {
    setSuperblockField(SuperblockField.NIFREE, superblock.totals().freeInodes() - 1);
    assertTrue(sleuthKitFailure().getMessage().contains("expected"));
  }

  @Test
  void theSleuthKitNoticesBitmaps() throws IOException {
    int at = (int) superblock.fragmentOffset(superblock.groupBlockFragment(0));
    ByteBuffer block = ByteBuffer.wrap(bytes, at, superblock.blockBytes()).slice();
    CylinderGroup group = CylinderGroup.of(superblock, 0, block.order(ByteOrder.LITTLE_ENDIAN));
    int last = superblock.fragmentsInGroup(0) - 1;
    group.fragmentFree(last, false);
    sleuthKitFailure();
    group.fragmentFree(last, true);
    int inode = (int) someFile().inode();
    group.inodeUsed(inode, false);
    sleuthKitFailure();
  }
}
