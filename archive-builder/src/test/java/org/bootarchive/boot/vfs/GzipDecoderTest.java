package org.bootarchive.boot.vfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.primitives.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.text.ByteString;
import org.junit.jupiter.api.Test;

/** What zlib's inflate makes of a gzip member, fed in pieces. */
class GzipDecoderTest {
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  /** Bytes of the header before what its flags announce. */
  private static final int FIXED_HEADER = 10;

  private static final byte[] TEXT = "mid-boot\n".repeat(40).getBytes(StandardCharsets.US_ASCII);

  /** What came out of some input, and how the decoder ended. */
  private record Outcome(ByteString output, boolean atEnd, boolean bad, boolean needsInput) {}

  /** Feeds all of some input in pieces, until there is no more or the decoder takes none. */
  private static Outcome decode(byte[] input, int pieceBytes, int room) throws IOException {
    byte[] out = new byte[room];
    int length = 0;
    RamdiskView view = new Ramdisk(MemoryBlockDevice.of(input)).view();
    try (GzipDecoder decoder = new GzipDecoder(view)) {
      for (int at = 0; at < input.length && decoder.needsInput(); at += pieceBytes) {
        decoder.feed(at, Math.min(pieceBytes, input.length - at));
        length += decoder.inflate(out, length);
      }
      return new Outcome(
          ByteString.of(Arrays.copyOf(out, length)),
          decoder.isAtEnd(),
          decoder.isBad(),
          decoder.needsInput());
    }
  }

  private static Outcome decode(byte[] input) throws IOException {
    return decode(input, Math.max(1, input.length), 1 << 16);
  }

  private static byte[] header(int flags) {
    byte[] header = {0x1f, (byte) 0x8b, 8, (byte) flags, 1, 2, 3, 4, 0, 3};
    header = (flags & EXTRA) != 0 ? Bytes.concat(header, new byte[] {3, 0, 0, 1, 2}) : header;
    header = (flags & NAME) != 0 ? Bytes.concat(header, new byte[] {'n', 'a', 0}) : header;
    header = (flags & COMMENT) != 0 ? Bytes.concat(header, new byte[] {'c', 0}) : header;
    if ((flags & HEADER_CRC) != 0) {
      CRC32 crc = new CRC32();
      crc.update(header);
      header = Bytes.concat(header, littleEndian(crc.getValue(), 2));
    }
    return header;
  }

  private static byte[] littleEndian(long value, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (value >> (8 * i));
    }
    return bytes;
  }

  private static byte[] member(int flags, byte[] content) {
    Deflater deflater = new Deflater(6, true);
    deflater.setInput(content);
    deflater.finish();
    byte[] body = new byte[content.length + 100];
    int length = deflater.deflate(body);
    deflater.end();
    CRC32 crc = new CRC32();
    crc.update(content);
    return Bytes.concat(
        header(flags),
        Arrays.copyOf(body, length),
        littleEndian(crc.getValue(), 4),
        littleEndian(content.length, 4));
  }

  private static void assertWhole(byte[] content, Outcome outcome) {
    assertEquals(ByteString.of(content), outcome.output());
    assertTrue(outcome.atEnd());
    assertFalse(outcome.bad());
  }

  private static void assertBad(byte[] content, Outcome outcome) {
    assertEquals(ByteString.of(content), outcome.output());
    assertTrue(outcome.bad());
    assertFalse(outcome.atEnd());
  }

  @Property(tries = 200)
  void eachFieldOfTheHeaderIsPassedOverWhereverThePiecesAreCut(
      @ForAll @IntRange(max = 15) int fields,
      @ForAll @IntRange(min = 1, max = 400) int pieceBytes,
      @ForAll @IntRange(max = 5000) int length,
      @ForAll long seed)
      throws IOException {
    byte[] content = new byte[length];
    new Random(seed).nextBytes(content);
    // The lowest flag says that the file is text: it changes nothing.
    Outcome outcome = decode(member(fields << 1 | 1, content), pieceBytes, length + 10);
    assertWhole(content, outcome);
    assertTrue(outcome.needsInput(), "the trailer ends the input");
  }

  @Test
  void aHeaderThatIsNotGzipIsBad() throws IOException {
    for (int at = 0; at < 3; at++) {
      byte[] file = member(0, TEXT);
      file[at] ^= 1;
      assertBad(new byte[0], decode(file));
    }
    for (int flag : new int[] {0x20, 0x40, 0x80}) {
      assertBad(new byte[0], decode(member(flag, TEXT)));
    }
  }

  @Test
  void aWrongSumOfTheHeaderIsBadBeforeAnythingComesOut() throws IOException {
    byte[] file = member(HEADER_CRC | EXTRA | NAME | COMMENT, TEXT);
    int sum = header(HEADER_CRC | EXTRA | NAME | COMMENT).length - 2;
    assertWhole(TEXT, decode(file));
    for (int at : new int[] {4, FIXED_HEADER + 2, sum - 2, sum, sum + 1}) {
      byte[] damaged = file.clone();
      damaged[at] ^= 0x10;
      assertBad(new byte[0], decode(damaged));
    }
  }

  @Test
  void withoutASumTheFieldsOfTheHeaderMayHoldAnything() throws IOException {
    byte[] file = member(EXTRA | NAME | COMMENT, TEXT);
    for (int at = 4; at < FIXED_HEADER; at++) {
      file[at] ^= 0x55;
    }
    assertWhole(TEXT, decode(file));
  }

  @Test
  void anExtraFieldLongerThanTheFileIsNoErrorAndNoEnd() throws IOException {
    byte[] file = member(EXTRA, TEXT);
    file[FIXED_HEADER] = (byte) 0xff;
    file[FIXED_HEADER + 1] = (byte) 0xff;
    Outcome outcome = decode(file);
    assertEquals(0, outcome.output().length());
    assertFalse(outcome.atEnd());
    assertFalse(outcome.bad());
    assertTrue(outcome.needsInput());
  }

  @Property(tries = 200)
  void ofAFileThatIsCutComesWhatIsThereAndNoEnd(
      @ForAll @IntRange(max = 15) int fields,
      @ForAll @IntRange(max = 999) int permille,
      @ForAll @IntRange(min = 1, max = 400) int pieceBytes)
      throws IOException {
    byte[] file = member(fields << 1, TEXT);
    Outcome outcome =
        decode(Arrays.copyOf(file, file.length * permille / 1000), pieceBytes, TEXT.length);
    assertFalse(outcome.atEnd());
    assertFalse(outcome.bad());
    assertTrue(outcome.needsInput(), "it waits for more");
    byte[] there = Arrays.copyOf(TEXT, outcome.output().length());
    assertEquals(ByteString.of(there), outcome.output());
  }

  @Test
  void aWrongSumOrLengthIsBadAfterAllHasComeOut() throws IOException {
    byte[] file = member(0, TEXT);
    for (int last = 1; last <= 8; last++) {
      byte[] damaged = file.clone();
      damaged[file.length - last] ^= 1;
      assertBad(TEXT, decode(damaged));
      assertBad(TEXT, decode(damaged, 1, TEXT.length));
    }
  }

  @Test
  void damageOfTheBodyIsBadAndLeavesTheRestOfTheInput() throws IOException {
    byte[] file = Bytes.concat(header(0), new byte[] {7}, new byte[100]);
    Outcome outcome = decode(file);
    assertBad(new byte[0], outcome);
    assertFalse(outcome.needsInput(), "what is behind the damage is never taken");
  }

  @Test
  void whatIsBehindTheMemberIsLeftBeItAnotherMemberOrNot() throws IOException {
    byte[] other = "another".getBytes(StandardCharsets.US_ASCII);
    for (byte[] behind : new byte[][] {{1}, new byte[9000], member(0, other)}) {
      Outcome outcome = decode(Bytes.concat(member(NAME, TEXT), behind));
      assertWhole(TEXT, outcome);
      assertFalse(outcome.needsInput(), "the first member alone is taken");
    }
  }

  @Property(tries = 100)
  void outputGoesOnWhereTheRoomEnded(
      @ForAll @IntRange(min = 1, max = 500) int room, @ForAll @IntRange(max = 8) int trailerLeft)
      throws IOException {
    byte[] file = member(COMMENT, TEXT);
    RamdiskView view = new Ramdisk(MemoryBlockDevice.of(file)).view();
    byte[] read = {};
    try (GzipDecoder decoder = new GzipDecoder(view)) {
      decoder.feed(0, file.length - trailerLeft);
      for (int i = 0; i < 2 * TEXT.length && !decoder.needsInput() && !decoder.isAtEnd(); i++) {
        byte[] piece = new byte[room];
        read = Bytes.concat(read, Arrays.copyOf(piece, decoder.inflate(piece, 0)), new byte[0]);
      }
      assertEquals(trailerLeft == 0, decoder.isAtEnd());
      assertEquals(TEXT.length, read.length);
      if (trailerLeft > 0) {
        decoder.feed(file.length - trailerLeft, trailerLeft);
        assertEquals(0, decoder.inflate(new byte[room], 0));
        assertTrue(decoder.isAtEnd());
      }
    }
  }
}
