package org.bootarchive.tool;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import com.google.common.hash.HashingOutputStream;
import com.google.common.io.CountingOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.bootarchive.boot.vfs.Lookup;
import org.jspecify.annotations.Nullable;

/**
 * An answer with its content read to the end.
 *
 * @param lookup what became of it: a hang or a crash while reading counts
 * @param word ok, fail, HANG or CRASH
 * @param bytesRead 0 unless ok
 * @param sha1 of the bytes; null unless ok
 */
record LookupResult(Lookup lookup, String word, long bytesRead, @Nullable String sha1) {
  /** Recorded answers hold SHA-1, so there is no choice of a better digest. */
  @SuppressWarnings("deprecation")
  private static final HashFunction SHA1 = Hashing.sha1();

  /** Reads what was found. */
  static LookupResult of(Lookup lookup) throws IOException {
    if (!(lookup instanceof Lookup.Found found)) {
      return new LookupResult(lookup, word(lookup), 0, null);
    }
    HashingOutputStream hashing = new HashingOutputStream(SHA1, OutputStream.nullOutputStream());
    CountingOutputStream counting = new CountingOutputStream(hashing);
    Lookup read = found.readTo(counting);
    return read instanceof Lookup.Found
        ? new LookupResult(read, "ok", counting.getCount(), hashing.hash().toString())
        : new LookupResult(read, word(read), 0, null);
  }

  private static String word(Lookup lookup) {
    if (lookup instanceof Lookup.Hang) {
      return "HANG";
    }
    return lookup instanceof Lookup.Crash ? "CRASH" : "fail";
  }

  /** Returns whether the kernel finds the file and can read it. */
  boolean isOk() {
    return sha1 != null;
  }

  /** Returns why the answer is not ok; empty if it is. */
  String reason() {
    if (lookup instanceof Lookup.Failed failed) {
      return failed.reason();
    }
    if (lookup instanceof Lookup.Hang hang) {
      return hang.reason();
    }
    return lookup instanceof Lookup.Crash crash ? crash.reason() : "";
  }
}
