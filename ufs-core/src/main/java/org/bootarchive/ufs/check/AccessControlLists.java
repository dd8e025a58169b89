package org.bootarchive.ufs.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.bootarchive.ufs.disk.Superblock;
import org.jspecify.annotations.Nullable;

/**
 * Checks the content of shadow inodes: records of {@code struct ufs_fsd}, as {@code bufchk()} of
 * {@code fsck} reads them.
 */
final class AccessControlLists {
  /** Twice the largest list of 12-byte entries: {@code MAX_ACL_ENTRIES} is 1024. */
  private static final int MOST_BYTES = 2 * 12 * (4 * 1024 + 8);

  private static final int HEADER_BYTES = 8;
  private static final int LEAST_RECORD = 12;
  private static final int FREE = 0;
  private static final int LIST = 1;
  private static final int DEFAULT_LIST = 2;

  private final Survey survey;
  private final Superblock superblock;
  private final Map<Integer, Integer> clients = new HashMap<>();

  AccessControlLists(Survey survey) {
    this.survey = survey;
    this.superblock = survey.superblock();
  }

  void check() throws IOException {
    ContentBlocks blocks = survey.shadowBlocks();
    if (blocks.ownerCount() == 0) {
      return;
    }
    ByteBuffer buffer = survey.buffer(MOST_BYTES + superblock.blockBytes());
    for (int index = 0; index < blocks.ownerCount(); index++) {
      int inode = blocks.ownerAt(index);
      String fault = fault(index, survey.readInode(inode).size(), buffer);
      if (fault != null) {
        survey.findings().inode(FindingKind.SHADOW_CONTENT, inode, fault);
      }
    }
  }

  private @Nullable String fault(int index, long size, ByteBuffer buffer) throws IOException {
    if (size == 0 || size > MOST_BYTES) {
      return "an access control list of " + size + " bytes, expected 1 to " + MOST_BYTES;
    }
    int length = load(index, (int) size, buffer);
    if (length < size) {
      return "an access control list of " + size + " bytes has blocks for " + length;
    }
    AccessEntries entries = new AccessEntries();
    int at = 0;
    while (at < length) {
      if (length - at < LEAST_RECORD) {
        return "a record of " + (length - at) + " bytes at byte " + at;
      }
      int type = buffer.getInt(at);
      int bytes = buffer.getInt(at + 4);
      long record = (bytes + 3L) & ~3L;
      if (record < LEAST_RECORD || record > length - at) {
        return "a record of " + bytes + " bytes at byte " + at + " of " + length;
      }
      if (type == LIST || type == DEFAULT_LIST) {
        String wrong = entries.read(buffer, at + HEADER_BYTES, bytes - HEADER_BYTES);
        if (wrong != null) {
          return wrong;
        }
      } else if (type != FREE) {
        return "a record of type " + type + " at byte " + at + ", expected 0, 1 or 2";
      }
      at += (int) record;
    }
    String wrong = entries.fault();
    return wrong == null && entries.hasDefaults() ? clientFault(index) : wrong;
  }

  /** Defaults are for what is made in a directory. */
  private @Nullable String clientFault(int index) {
    Integer client = clients().get(survey.shadowBlocks().ownerAt(index));
    if (client == null) {
      return "default entries that no directory uses";
    }
    return survey.inodes().isDirectory(client)
        ? null
        : "default entries, but inode " + client + " that uses them is no directory";
  }

  /** Returns an inode that uses each list, one that is no directory if there is such a one. */
  private Map<Integer, Integer> clients() {
    References references = survey.references();
    if (clients.isEmpty()) {
      for (int i = 0; i < references.shadowCount(); i++) {
        int client = references.shadowClient(i);
        if (!survey.inodes().isDirectory(client)) {
          clients.put(references.shadow(i), client);
        } else {
          clients.putIfAbsent(references.shadow(i), client);
        }
      }
    }
    return clients;
  }

  /** Reads the content, and returns how many bytes of it there are. */
  private int load(int index, int size, ByteBuffer buffer) throws IOException {
    ContentBlocks blocks = survey.shadowBlocks();
    ByteBuffer block = survey.buffer(superblock.blockBytes());
    int length = 0;
    for (int i = blocks.first(index); i < blocks.end(index) && length < size; i++) {
      int bytes = blocks.length(i) * superblock.fragmentBytes();
      survey.read(superblock.fragmentOffset(blocks.start(i)), block, bytes);
      buffer.put(length, block, 0, bytes);
      length += bytes;
    }
    return Math.min(length, size);
  }
}
