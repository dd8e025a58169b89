package org.bootarchive.archive.build;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.bootarchive.archive.source.Attributes;
import org.bootarchive.archive.source.SourceNode;
import org.bootarchive.ufs.disk.InodeTime;
import org.bootarchive.ufs.text.FileName;

/** A number that depends on all that a tree tells, for generation numbers that nobody guesses. */
final class InputSeed {
  private InputSeed() {}

  static int of(SourceNode root) {
    Hasher hasher = Hashing.murmur3_128().newHasher();
    Deque<SourceNode> directories = new ArrayDeque<>();
    put(hasher, root);
    directories.add(root);
    while (!directories.isEmpty()) {
      for (Map.Entry<FileName, SourceNode> entry : directories.removeLast().entries().entrySet()) {
        SourceNode file = entry.getValue();
        hasher.putInt(entry.getKey().hashCode());
        put(hasher, file);
        if (file.isDirectory()) {
          directories.add(file);
        }
      }
    }
    return hasher.hash().asInt();
  }

  private static void put(Hasher hasher, SourceNode file) {
    Attributes attributes = file.attributes();
    InodeTime time = attributes.modify();
    hasher
        .putInt(file.type().bits() | attributes.permissions())
        .putInt(file.names())
        .putLong(attributes.uid())
        .putLong(attributes.gid())
        .putInt(time.seconds())
        .putInt(time.microseconds());
    switch (file.type()) {
      case REGULAR -> hasher.putLong(file.content().size());
      case SYMBOLIC_LINK -> hasher.putBytes(file.linkTarget());
      case CHARACTER_DEVICE, BLOCK_DEVICE -> hasher.putInt(file.device().encode());
      default -> hasher.putInt(0);
    }
  }
}
