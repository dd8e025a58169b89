package org.bootarchive.boot.module;

import com.google.common.collect.ImmutableList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.bootarchive.boot.module.HashState.NotChecked;
import org.bootarchive.boot.module.HashState.Reason;
import org.bootarchive.hash.ArchiveHash;
import org.bootarchive.ufs.text.ByteString;

/** Where the hash is that a module will be checked against. */
sealed interface AssignedHash {

  /** On the module's own command line. */
  record Inline(ByteString value) implements AssignedHash {}

  /** At the beginning of a hash module that is long enough. */
  record InModule(int module) implements AssignedHash {}

  /** Nowhere. */
  record None(NotChecked why) implements AssignedHash {}

  /** Does what {@code assign_module_hashes} does: a hash for each module, in order. */
  static ImmutableList<AssignedHash> assign(
      List<Header> headers, List<BootModule> modules, Messages messages) {
    Map<ByteString, Integer> hashModules = new HashMap<>();
    for (int i = 0; i < headers.size(); i++) {
      if (headers.get(i).type() == ModuleType.HASH) {
        hashModules.putIfAbsent(headers.get(i).name(), i);
      }
    }
    ImmutableList.Builder<AssignedHash> assigned = ImmutableList.builder();
    for (Header header : headers) {
      Integer hashModule = hashModules.get(header.name());
      if (header.type() == ModuleType.HASH) {
        assigned.add(none(Reason.IS_HASH, OptionalInt.empty()));
      } else if (header.inlineHash().isPresent()) {
        assigned.add(new Inline(header.inlineHash().get()));
      } else if (hashModule == null) {
        assigned.add(none(Reason.NO_HASH, OptionalInt.empty()));
      } else {
        assigned.add(inModule(hashModule, modules.get(hashModule).content().size(), messages));
      }
    }
    return assigned.build();
  }

  private static AssignedHash inModule(int module, long size, Messages messages) {
    if (size < ArchiveHash.HEX_DIGITS) {
      messages.shortHashModule(size);
      return none(Reason.SHORT_HASH_MODULE, OptionalInt.of(module));
    }
    return new InModule(module);
  }

  private static None none(Reason reason, OptionalInt hashModule) {
    return new None(new NotChecked(reason, hashModule));
  }
}
