package org.bootarchive.ufs.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bootarchive.ufs.disk.SuperblockField;
import org.bootarchive.ufs.finding.Finding;
import org.junit.jupiter.api.Test;

/** A file system with a log of 2048 sectors from 184 on, whose list of extents is at 176. */
class EmbeddedLogTest {
  private static final int SECTOR = 512;
  private static final int LIST = 176 * SECTOR;
  private static final int STATE = 184 * SECTOR;
  private static final int COUNT = LIST + 8;
  private static final int PHYSICAL = LIST + 24;
  private static final int LENGTH = LIST + 28;

  private final byte[] image = TestImages.fixture("rolled-log");
  private final ByteBuffer bytes = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);

  private void set(SuperblockField field, int value) {
    int at = 8192 + field.offset(ByteOrder.LITTLE_ENDIAN);
    if (field.width() == 1) {
      bytes.put(at, (byte) value);
    } else {
      bytes.putInt(at, value);
    }
  }

  /** Changes a word of the list, and its sum so that it is sound. */
  private void setInList(int at, int value) {
    int change = value - bytes.getInt(at);
    bytes.putInt(at, value).putInt(LIST + 4, bytes.getInt(LIST + 4) + change);
  }

  private Set<String> found() {
    return TestImages.check(image).findings().stream()
        .map(Finding::message)
        .collect(Collectors.toSet());
  }

  private void assertStateAlone(String text) {
    CheckReport report = TestImages.check(image);
    assertEquals(Set.of(FindingKind.SUPERBLOCK_STATE), TestImages.errors(report), text);
    assertEquals(Set.of("superblock: " + text), found());
  }

  private void assertGivenUp(String damage) {
    String text = "fs_logbno is 176: " + damage + "; fsck gives such a log up";
    assertTrue(found().contains("superblock: " + text), () -> found().toString());
  }

  @Test
  void anEmptyRolledLogIsClean() {
    assertEquals(List.of(), TestImages.check(image).findings());
  }

  @Test
  void aLogThatMayHoldChangesIsTold() {
    for (int rolled : new int[] {0, 2}) {
      set(SuperblockField.ROLLED, rolled);
      assertStateAlone(
          "fs_rolled is "
              + rolled
              + ", expected 1: the log may hold changes that are not in place yet");
    }
  }

  @Test
  void theMarkOfALogAndTheLogBelongTogether() {
    set(SuperblockField.CLEAN, 1);
    assertStateAlone(
        "fs_logbno is 176, but fs_clean is not that of a file system with a log, 0xfd");
    set(SuperblockField.CLEAN, 0xfd);
    set(SuperblockField.LOGBNO, 0);
    assertTrue(found().contains("superblock: fs_clean is 0xfd, but there is no log"));
  }

  @Test
  void aDamagedStateIsOneFindingAndTheBlocksStayTheLogs() {
    for (int at : new int[] {0, 4, 52, 60, 64}) {
      bytes.putInt(STATE + at, bytes.getInt(STATE + at) + 1);
      assertStateAlone("fs_logbno is 176: its state is damaged; fsck gives such a log up");
      bytes.putInt(STATE + at, bytes.getInt(STATE + at) - 1);
    }
    assertEquals(Set.of(), found());
  }

  @Test
  void aDamagedListIsToldWithTheBlocksThatNothingClaims() {
    image[LIST + 4000] ^= 1;
    assertGivenUp("the block there is no sound list of a log's extents");
    assertTrue(TestImages.errors(TestImages.check(image)).contains(FindingKind.FRAGMENT_MAP));
  }

  @Test
  void extentsAreBoundedByTheirBlockAndByTheImage() {
    setInList(COUNT, 0);
    assertGivenUp("its list has 0 extents, not 1 to 339");
    setInList(COUNT, -1);
    assertGivenUp("its list has 4294967295 extents, not 1 to 339");
    setInList(COUNT, 1);
    assertEquals(Set.of(), found());
    int length = bytes.getInt(LENGTH);
    setInList(LENGTH, -1);
    assertGivenUp("its extent 0 is empty or lies outside the image");
    setInList(LENGTH, length);
    setInList(LENGTH, 1);
    setInList(PHYSICAL, image.length / SECTOR);
    assertGivenUp("its extent 0 is empty or lies outside the image");
    setInList(PHYSICAL, -1);
    assertGivenUp("its extent 0 is empty or lies outside the image");
  }

  @Test
  void aLogInFrontOfOrBehindAllElseIsNone() {
    for (int number : new int[] {1, 177, Integer.MAX_VALUE, -2}) {
      set(SuperblockField.LOGBNO, number);
      String text =
          "superblock: fs_logbno is "
              + Integer.toUnsignedString(number)
              + ": no log can lie there; fsck gives such a log up";
      assertTrue(found().contains(text), () -> found().toString());
    }
  }

  @Test
  void aFileInTheLogIsFound() {
    int inode = 4;
    while (TestImages.inode(image, inode).direct().get(0) == 0) {
      inode++;
    }
    int pointer = (int) TestImages.superblock(image).inodeOffset(inode) + 40;
    bytes.putInt(pointer, 200 / 2);
    Set<FindingKind> errors = TestImages.errors(TestImages.check(image));
    assertTrue(errors.contains(FindingKind.POINTER_INTO_METADATA), errors::toString);
  }

  @Property(tries = 300)
  void aMangledListOrStateIsReadToItsEnd(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    int at = random.nextBoolean() ? LIST : STATE;
    for (int i = 0; i < 4; i++) {
      setInList(at + 4 * random.nextInt(20), random.nextInt(3) == 0 ? -1 : random.nextInt());
    }
    CheckReport report = TestImages.check(image);
    assertTrue(report.findings().size() < 100_000);
  }
}
