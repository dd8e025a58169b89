package org.bootarchive.boot.module;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongConsumer;
import org.bootarchive.boot.module.HashState.Checked;
import org.bootarchive.boot.module.HashState.NotChecked;
import org.bootarchive.boot.module.HashState.Reason;
import org.bootarchive.hash.ArchiveHash;
import org.bootarchive.hash.HashCheck;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.text.ByteString;

/**
 * The checks of all modules, in order, up to the first that makes dboot panic: {@code
 * check_images}.
 *
 * @param states one a module
 * @param panic the message of the panic, if there is one
 */
record ImageChecks(ImmutableList<HashState> states, Optional<ByteString> panic) {

  /**
   * Checks modules.
   *
   * @param known what contents came to; takes what is hashed here
   * @param progress is told the bytes done
   */
  static ImageChecks run(
      List<AssignedHash> hashes,
      List<BootModule> modules,
      Map<BlockDevice, ArchiveHash> known,
      LongConsumer progress)
      throws IOException {
    ImmutableList.Builder<HashState> states = ImmutableList.builder();
    Optional<ByteString> panic = Optional.empty();
    long hashed = 0;
    for (int i = 0; i < hashes.size(); i++) {
      if (hashes.get(i) instanceof AssignedHash.None none) {
        states.add(none.why());
      } else if (panic.isPresent()) {
        states.add(new NotChecked(Reason.EARLIER_PANIC, hashModule(hashes.get(i))));
      } else {
        BlockDevice content = modules.get(i).content();
        ByteString expected = expected(hashes.get(i), modules);
        long before = hashed;
        HashCheck result =
            HashCheck.check(
                expected.latin1(),
                () -> hash(content, known, done -> progress.accept(before + done)));
        hashed += content.size();
        states.add(new Checked(expected, hashModule(hashes.get(i)), result));
        panic = result.panicMessage().map(ByteString::ofLatin1);
      }
    }
    return new ImageChecks(states.build(), panic);
  }

  private static ArchiveHash hash(
      BlockDevice content, Map<BlockDevice, ArchiveHash> known, LongConsumer progress)
      throws IOException {
    ArchiveHash hash = known.get(content);
    if (hash == null) {
      hash = ArchiveHash.of(content, progress);
      known.put(content, hash);
    }
    return hash;
  }

  private static OptionalInt hashModule(AssignedHash hash) {
    return hash instanceof AssignedHash.InModule in
        ? OptionalInt.of(in.module())
        : OptionalInt.empty();
  }

  /** Returns the first forty characters of the hash, or all if there are fewer. */
  private static ByteString expected(AssignedHash hash, List<BootModule> modules)
      throws IOException {
    if (hash instanceof AssignedHash.Inline inline) {
      ByteString value = inline.value();
      return value.substring(0, Math.min(value.length(), ArchiveHash.HEX_DIGITS));
    }
    byte[] digits = new byte[ArchiveHash.HEX_DIGITS];
    modules.get(hashModule(hash).orElseThrow()).content().read(0, ByteBuffer.wrap(digits));
    return ByteString.of(digits);
  }
}
