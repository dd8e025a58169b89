package org.bootarchive.hash;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.CharMatcher;
import com.google.common.base.Strings;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongConsumer;
import org.bootarchive.ufs.text.EscapedBytes;

/**
 * What the kernel's check of a module against its hash comes to.
 *
 * <p>dboot reads forty characters and no more, in either case, counts odd ones as digits beyond
 * nine, and panics at characters below '0' and from 0x80 on. Characters are bytes: U+0000 to
 * U+00FF.
 *
 * <p>Source: {@code assign_module_hashes}, {@code check_images} and {@code check_image_hash} of
 * {@code uts/i86pc/dboot/dboot_startkern.c}.
 */
public sealed interface HashCheck {

  /** Returns the text, without its final newline, that dboot panics with; empty if it goes on. */
  default Optional<String> panicMessage() {
    return Optional.empty();
  }

  /**
   * Returns it in a word: {@code accepted}, {@code mismatch}, {@code not checked}, {@code panic}.
   */
  String word();

  /** Returns the hash of the module, if it was computed. */
  default Optional<ArchiveHash> actualHash() {
    return Optional.empty();
  }

  /**
   * Returns for people what more there is to say; empty if nothing is.
   *
   * @param file the file that was checked; it is read again if the hash is not its own
   * @throws IOException if it cannot be read
   */
  default Optional<String> detail(Path file) throws IOException {
    return panicMessage()
        .map(message -> EscapedBytes.escape(message.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /**
   * The kernel checks and is content.
   *
   * @param hash of the module
   * @param unpacked whether that is what the archive's file holds gzip-compressed
   */
  record Accepted(ArchiveHash hash, boolean unpacked) implements HashCheck {
    /** Makes the outcome for a module that was hashed as it lies. */
    public Accepted(ArchiveHash hash) {
      this(hash, false);
    }

    @Override
    public String word() {
      return "accepted";
    }

    @Override
    public Optional<ArchiveHash> actualHash() {
      return Optional.of(hash);
    }

    @Override
    public Optional<String> detail(Path file) {
      return unpacked ? Optional.of("matches (the unpacked archive's)") : Optional.empty();
    }
  }

  /**
   * The kernel checks and panics.
   *
   * @param expected the 40 characters that the module was checked against, as they stand
   * @param actual of the module
   */
  record Mismatch(String expected, ArchiveHash actual) implements HashCheck {
    @Override
    public Optional<String> panicMessage() {
      return Optional.of("hash mismatch!");
    }

    @Override
    public String word() {
      return "mismatch";
    }

    @Override
    public Optional<ArchiveHash> actualHash() {
      return Optional.of(actual);
    }

    @Override
    public Optional<String> detail(Path file) throws IOException {
      return Optional.of(
          "the hash file has "
              + EscapedBytes.escape(expected.getBytes(StandardCharsets.ISO_8859_1))
              + "; the kernel would panic: hash mismatch!"
              + (isHashOfGzipFile(file)
                  ? "\n"
                      + "The hash is that of the gzip file as it lies; boot loaders unpack it,"
                      + " and the kernel hashes what comes of it."
                  : ""));
    }

    /**
     * Says whether the expected hash is that of a gzip file as it lies, which is no kernel's: boot
     * loaders unpack it.
     *
     * @return false also if the hash that was computed is the file's own
     * @throws IOException if the file cannot be read
     */
    public boolean isHashOfGzipFile(Path file) throws IOException {
      ArchiveHash own = ArchiveHash.of(file);
      return !own.equals(actual) && Arrays.equals(own.digest(), KernelHex.decode(expected));
    }
  }

  /**
   * The kernel starts from the module unchecked.
   *
   * @param reason for people: why
   */
  record NotChecked(String reason) implements HashCheck {
    @Override
    public String word() {
      return "not checked";
    }

    @Override
    public Optional<String> detail(Path file) {
      return Optional.of(reason);
    }
  }

  /**
   * The kernel panics because the hash is not hexadecimal, before it looks at the module.
   *
   * @param message the panic's text without its final newline
   */
  record Panic(String message) implements HashCheck {
    @Override
    public Optional<String> panicMessage() {
      return Optional.of(message);
    }

    @Override
    public String word() {
      return "panic";
    }
  }

  /** Computes the hash of a module; asked only if the kernel would get as far. */
  @FunctionalInterface
  interface Image {
    /**
     * Returns the hash.
     *
     * @throws IOException if the module cannot be read
     */
    ArchiveHash hash() throws IOException;
  }

  /**
   * Checks a module against the characters that the kernel finds where it looks for the hash.
   *
   * @param expected chars standing for bytes; those from the 41st on are ignored, and what lacks to
   *     forty is a NUL, as behind a hash on a command line
   * @throws IOException if the module cannot be read
   */
  static HashCheck check(String expected, Image image) throws IOException {
    String digits = Strings.padEnd(expected, ArchiveHash.HEX_DIGITS, '\0');
    digits = digits.substring(0, ArchiveHash.HEX_DIGITS);
    checkArgument(
        CharMatcher.inRange('\0', '\u00ff').matchesAllOf(digits),
        "chars do not stand for bytes: %s",
        digits);
    OptionalInt bad = KernelHex.indexOfBad(digits);
    if (bad.isPresent()) {
      return new Panic("bad ASCII hex character " + digits.charAt(bad.getAsInt()));
    }
    ArchiveHash actual = image.hash();
    return Arrays.equals(actual.digest(), KernelHex.decode(digits))
        ? new Accepted(actual)
        : new Mismatch(digits, actual);
  }

  /**
   * Checks a file against its hash file, as the kernel does with the two as a module and its hash
   * module. No more than forty bytes of the hash file are read. Of a gzip file that is hashed which
   * boot loaders make of it: what comes of its first member.
   *
   * @param progress is told the bytes of the archive's file done
   * @return {@link NotChecked} if there is no hash file, or one of fewer than forty bytes
   * @throws IOException if one of the files cannot be read, or there is no archive
   */
  static HashCheck check(Path archive, Path hashFile, LongConsumer progress) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(archive)) {
      String expected;
      try {
        expected = HashFile.head(hashFile);
      } catch (NoSuchFileException e) {
        return new NotChecked("there is no hash file " + hashFile);
      }
      if (expected.length() < ArchiveHash.HEX_DIGITS) {
        return new NotChecked(
            String.format(
                Locale.ROOT,
                "the hash file %s is %d bytes long: the kernel ignores what is shorter than %d",
                hashFile,
                expected.length(),
                ArchiveHash.HEX_DIGITS));
      }
      if (!UncompressedHash.isIn(archive)) {
        return check(expected, () -> ArchiveHash.of(channel, progress));
      }
      HashCheck check = check(expected, () -> ArchiveHash.asLoaded(archive, progress));
      return check instanceof Accepted accepted ? new Accepted(accepted.hash(), true) : check;
    }
  }
}
