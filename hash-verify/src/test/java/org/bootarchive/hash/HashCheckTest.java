package org.bootarchive.hash;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.bootarchive.hash.HashCheck.Accepted;
import org.bootarchive.hash.HashCheck.Mismatch;
import org.bootarchive.hash.HashCheck.NotChecked;
import org.bootarchive.hash.HashCheck.Panic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashCheckTest {
  private static final byte[] CONTENT = "archive bytes\n".getBytes(US_ASCII);
  private static final String HEX = "c4e8ebc61b6b30fe00ee293fa19435d3e6318f59";
  private static final ArchiveHash HASH = new ArchiveHash(HEX);

  @TempDir Path folder;
  private Path archive;
  private Path hashFile;

  @BeforeEach
  void makeArchive() throws IOException {
    archive = Files.write(folder.resolve("boot_archive"), CONTENT);
    hashFile = folder.resolve("boot_archive.hash");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        HEX,
        HEX + "\n",
        HEX + "\n0000000000000000000000000000000000000000\n",
        HEX + "\u00e9\u0000",
        "C4E8EBC61B6B30FE00EE293FA19435D3E6318F59\n",
        "c4e8eBc61B6B30fE00eE293Fa19435d3e6318F59",
        "<4>8>;<61;6;30?>00>>293?:19435=3>6318?59"
      })
  void theKernelTakesFortyDigitsOfEitherCaseAndBeyondNine(String text) throws IOException {
    assertEquals(new Accepted(HASH), check(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000000000000000000000000000000000000\n",
        "0000000000000000000000000000000000000000\n" + HEX,
        "c4e8ebc61b6b30fe00ee293fa19435d3e6318f58",
        "~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~",
      })
  void anotherHashIsAMismatch(String text) throws IOException {
    HashCheck check = check(text);
    assertEquals(new Mismatch(text.substring(0, 40), HASH), check);
    assertEquals(Optional.of("hash mismatch!"), check.panicMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n" + HEX,
        " " + HEX,
        "c4e8ebc61b6b30fe00ee/293fa19435d3e6318f5",
        "c4e8ebc\u00e91b6b30fe00ee293fa19435d3e6318f59",
        "c4e8ebc61b6b30fe00ee293fa19435d3e6318f5\u0000",
        "c4e8ebc61b6b30fe00ee293fa19435d3e6318f5\u0080",
      })
  void theFirstCharacterThatIsNoDigitIsNamedInThePanic(String text) throws IOException {
    String bad = text.replaceAll("[0-9a-f]", "").substring(0, 1);
    HashCheck check = check(text);
    assertEquals(new Panic("bad ASCII hex character " + bad), check);
    assertEquals(Optional.of("bad ASCII hex character " + bad), check.panicMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "c4e8ebc61b6b30fe00ee293fa19435d3e6318f5", "not hex"})
  void aShortHashFileIsNoCheck(String text) throws IOException {
    NotChecked check = assertInstanceOf(NotChecked.class, check(text));
    assertTrue(check.reason().contains(" is " + text.length() + " bytes long"), check.reason());
    assertEquals(Optional.empty(), check.panicMessage());
  }

  @Test
  void aMissingHashFileIsNoCheck() throws IOException {
    HashCheck check = HashCheck.check(archive, hashFile, done -> {});
    assertEquals(new NotChecked("there is no hash file " + hashFile), check);
  }

  @Test
  void aMissingArchiveIsNoAnswer() throws IOException {
    Path missing = folder.resolve("missing");
    assertThrows(NoSuchFileException.class, () -> HashCheck.check(missing, hashFile, done -> {}));
  }

  @Test
  void ofAHugeHashFileTheBeginningIsEnough() throws IOException {
    try (RandomAccessFile huge = new RandomAccessFile(hashFile.toFile(), "rw")) {
      huge.write(HEX.getBytes(US_ASCII));
      huge.setLength(1L << 40);
    }
    assertEquals(new Accepted(HASH), HashCheck.check(archive, hashFile, done -> {}));
  }

  @Test
  void aShortHashOnACommandLineRunsIntoTheNul() throws IOException {
    assertEquals(
        new Panic("bad ASCII hex character \0"), HashCheck.check(HEX.substring(1), () -> HASH));
    assertEquals(new Panic("bad ASCII hex character -"), HashCheck.check("ab-c", () -> HASH));
    assertEquals(new Panic("bad ASCII hex character \0"), HashCheck.check("", () -> HASH));
  }

  @Test
  void whatIsNoHashIsFoundBeforeTheModuleIsRead() throws IOException {
    HashCheck.Image unreadable =
        () -> {
          throw new IOException("unreadable");
        };
    assertInstanceOf(Panic.class, HashCheck.check("zz", unreadable));
    assertThrows(IOException.class, () -> HashCheck.check(HEX, unreadable));
  }

  @Test
  void charsThatAreNoBytesAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> HashCheck.check(HEX.replace('c', '\u0130'), () -> HASH));
  }

  @Test
  void ofAGzipFileTheHashIsThatOfTheUnpackedArchive() throws IOException {
    Files.write(archive, gzip(CONTENT));
    HashCheck check = check(HEX.toUpperCase(java.util.Locale.ROOT));
    assertEquals(new Accepted(HASH, true), check);
    assertEquals(Optional.of("matches (the unpacked archive's)"), check.detail(archive));
    assertEquals(Optional.empty(), new Accepted(HASH).detail(archive));
    assertEquals(new Mismatch("0".repeat(40), HASH), check("0".repeat(40)));
    assertEquals(HASH, ArchiveHash.asLoaded(archive, done -> {}));
  }

  @Test
  void theHashOfTheGzipFileItselfIsAMismatchThatIsExplained() throws IOException {
    Files.write(archive, gzip(CONTENT));
    String own = ArchiveHash.of(archive).hex();
    HashCheck check = check(own);
    assertEquals(new Mismatch(own, HASH), check);
    assertTrue(((Mismatch) check).isHashOfGzipFile(archive));
    String detail = check.detail(archive).orElseThrow();
    assertTrue(detail.contains("that of the gzip file as it lies"), detail);
    String other = check("0".repeat(40)).detail(archive).orElseThrow();
    assertFalse(other.contains("gzip"), other);
  }

  @Test
  void ofAGzipFileTheFirstMemberAloneIsLoaded() throws IOException {
    byte[] first = gzip(CONTENT);
    byte[] two = Arrays.copyOf(first, 2 * first.length);
    System.arraycopy(first, 0, two, first.length, first.length);
    Files.write(archive, two);
    assertEquals(new Accepted(HASH, true), check(HEX));
    Files.write(archive, Arrays.copyOf(first, first.length + 512));
    assertEquals(new Accepted(HASH, true), check(HEX));
  }

  @Test
  void whatStandsBehindTheCompressedDataIsNotLookedAt() throws IOException {
    byte[] good = gzip(CONTENT);
    byte[] wrongCrc = good.clone();
    wrongCrc[good.length - 8] ^= 1;
    for (byte[] bytes : List.of(Arrays.copyOf(good, good.length - 8), wrongCrc)) {
      Files.write(archive, bytes);
      assertEquals(new Accepted(HASH, true), check(HEX));
    }
  }

  @Test
  void aGzipFileThatIsCutOrDamagedIsAMismatch() throws IOException {
    byte[] good = gzip(CONTENT);
    byte[] wrongData = good.clone();
    Arrays.fill(wrongData, 10, good.length - 8, (byte) 0xff);
    List<byte[]> corrupt =
        List.of(
            new byte[0],
            Arrays.copyOf(good, 1),
            Arrays.copyOf(good, 3),
            Arrays.copyOf(good, 10),
            Arrays.copyOf(good, good.length - 12),
            wrongData);
    for (byte[] bytes : corrupt) {
      Files.write(archive, bytes);
      assertInstanceOf(Mismatch.class, check(HEX));
    }
  }

  private HashCheck check(String text) throws IOException {
    Files.writeString(hashFile, text, ISO_8859_1);
    return HashCheck.check(archive, hashFile, done -> {});
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }
}
