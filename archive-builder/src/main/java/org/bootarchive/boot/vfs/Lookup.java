package org.bootarchive.boot.vfs;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import com.google.common.hash.HashingOutputStream;
import com.google.common.io.ByteSource;
import com.google.common.io.CountingOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/** What the kernel's open of a path answers. */
public sealed interface Lookup {

  /** Returns the path as it was asked for. */
  String path();

  /** Returns the answer in a word: {@code ok}, {@code fail}, {@code HANG} or {@code CRASH}. */
  String word();

  /** Returns for people why there is no file; empty if there is one. */
  String reason();

  /**
   * The open succeeds.
   *
   * @param path as it was asked for
   * @param fileSystem who answered
   * @param size what fstat says, in bytes, unsigned; of a file that is inflated while it is read
   *     the compressed size
   * @param mode what fstat says; what its bits mean depends on the file system
   * @param content what reading from the start to the end delivers; reading throws {@link
   *     KernelStopException} where the kernel would not come back
   */
  record Found(String path, BootFileSystem fileSystem, long size, int mode, ByteSource content)
      implements Lookup {
    @Override
    public String word() {
      return "ok";
    }

    @Override
    public String reason() {
      return "";
    }

    /**
     * Reads the file to its end, as the kernel would.
     *
     * @param sink gets the bytes; if the kernel stops in the middle, those before
     * @return this, or what becomes of it: {@link Hang} or {@link Crash}
     * @throws IOException if a module cannot be read, or the sink fails
     */
    public Lookup readTo(OutputStream sink) throws IOException {
      try (InputStream stream = content.openStream()) {
        stream.transferTo(sink);
        return this;
      } catch (KernelStopException e) {
        return e.asLookup(path);
      }
    }
  }

  /**
   * The open fails, and the kernel goes on.
   *
   * @param path as it was asked for
   * @param reason for people
   */
  record Failed(String path, String reason) implements Lookup {
    @Override
    public String word() {
      return "fail";
    }
  }

  /**
   * The kernel loops for ever.
   *
   * @param path as it was asked for
   * @param reason for people
   */
  record Hang(String path, String reason) implements Lookup {
    @Override
    public String word() {
      return "HANG";
    }
  }

  /**
   * The kernel faults, or overwrites memory that it needs.
   *
   * @param path as it was asked for
   * @param reason for people
   */
  record Crash(String path, String reason) implements Lookup {
    @Override
    public String word() {
      return "CRASH";
    }
  }

  /**
   * An answer with what was found read to its end.
   *
   * @param lookup what became of it: a hang or a crash while reading counts
   * @param bytesRead how many bytes there were; 0 unless the kernel reads them all
   * @param sha1 of the bytes, 40 hexadecimal digits; empty unless the kernel reads them all
   */
  record Read(Lookup lookup, long bytesRead, Optional<String> sha1) {
    /** Recorded answers hold SHA-1, so there is no choice of a better digest. */
    @SuppressWarnings("deprecation")
    private static final HashFunction SHA1 = Hashing.sha1();

    /**
     * Reads what was found, if anything was.
     *
     * @throws IOException if a module cannot be read
     */
    public static Read of(Lookup lookup) throws IOException {
      if (!(lookup instanceof Found found)) {
        return new Read(lookup, 0, Optional.empty());
      }
      HashingOutputStream hashing = new HashingOutputStream(SHA1, OutputStream.nullOutputStream());
      CountingOutputStream counting = new CountingOutputStream(hashing);
      Lookup read = found.readTo(counting);
      return read instanceof Found
          ? new Read(read, counting.getCount(), Optional.of(hashing.hash().toString()))
          : new Read(read, 0, Optional.empty());
    }

    /** Returns whether the kernel finds the file and can read it to its end. */
    public boolean isOk() {
      return sha1.isPresent();
    }
  }
}
