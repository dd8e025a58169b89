package org.bootarchive.ufs.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bootarchive.ufs.disk.DirectoryEntry;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.text.FileName;

/**
 * Reads every directory chunk by chunk and checks its records: {@code dircheck()} of {@code fsck}.
 *
 * <p>Behind a record that is wrong the rest of its chunk is not looked at.
 */
final class DirectoryContents {
  private final Survey survey;
  private final Superblock superblock;
  private final DirectoryEntries entries;
  private final byte[] bytes;
  private final ByteBuffer buffer;

  DirectoryContents(Survey survey) {
    this.survey = survey;
    this.superblock = survey.superblock();
    this.entries = new DirectoryEntries(survey);
    this.bytes = new byte[superblock.blockBytes()];
    this.buffer = survey.buffer(bytes);
  }

  void check() throws IOException {
    Directories directories = survey.directories();
    for (int index = 0; index < directories.count(); index++) {
      if (survey.inodes().isUsable(directories.inode(index)) && directories.size(index) > 0) {
        directory(index);
      }
    }
  }

  private void directory(int index) throws IOException {
    ContentBlocks blocks = survey.directoryBlocks();
    int chunk = superblock.directoryChunkBytes();
    long left = (survey.directories().size(index) + chunk - 1L) / chunk * chunk;
    entries.begin(index);
    if (!survey.isComplete()) {
      entries.skipped();
    }
    for (int block = blocks.first(index); block < blocks.end(index) && left > 0; block++) {
      int length = (int) Math.min(left, (long) blocks.length(block) * superblock.fragmentBytes());
      long offset = superblock.fragmentOffset(blocks.start(block));
      survey.read(offset, buffer, length);
      for (int at = 0; at < length; at += chunk) {
        chunk(survey.directories().inode(index), at, offset);
      }
      left -= length;
    }
    entries.end();
  }

  private void chunk(int directory, int start, long blockOffset) {
    int end = start + superblock.directoryChunkBytes();
    int at = start;
    while (at < end) {
      if (end - at < DirectoryEntry.HEADER_BYTES) {
        survey
            .findings()
            .inodeContent(
                FindingKind.DIRECTORY_RECORD,
                directory,
                blockOffset + at,
                "the last " + (end - at) + " bytes of a chunk belong to no record");
        entries.skipped();
        return;
      }
      int recordBytes = buffer.getShort(at + DirectoryEntry.RECLEN) & 0xffff;
      int nameBytes = buffer.getShort(at + DirectoryEntry.NAMLEN) & 0xffff;
      long inode = buffer.getInt(at + DirectoryEntry.INO) & 0xffffffffL;
      if (!isRecordSound(directory, recordBytes, nameBytes, end - at, blockOffset + at)) {
        entries.skipped();
        return;
      }
      if (inode != 0 && !isNameSound(directory, at, nameBytes, blockOffset + at)) {
        entries.skipped();
        return;
      }
      entries.record(inode, bytes, at, nameBytes, recordBytes, blockOffset + at);
      at += recordBytes;
    }
  }

  private boolean isRecordSound(
      int directory, int recordBytes, int nameBytes, int left, long offset) {
    if (nameBytes > FileName.MAX_BYTES) {
      survey
          .findings()
          .inodeContent(
              FindingKind.DIRECTORY_NAME,
              directory,
              offset,
              "d_namlen is " + nameBytes + ", at most " + FileName.MAX_BYTES);
      return false;
    }
    int least = DirectoryEntry.leastBytes(nameBytes);
    if (recordBytes >= least && recordBytes % 4 == 0 && recordBytes <= left) {
      return true;
    }
    String loop = recordBytes == 0 ? "; mid-boot reads the record for ever" : "";
    survey
        .findings()
        .inodeContent(
            FindingKind.DIRECTORY_RECORD,
            directory,
            offset,
            "d_reclen is "
                + recordBytes
                + ", expected a multiple of 4 from "
                + least
                + " to "
                + left
                + loop);
    return false;
  }

  private boolean isNameSound(int directory, int at, int nameBytes, long offset) {
    int from = at + DirectoryEntry.HEADER_BYTES;
    for (int i = 0; i < nameBytes; i++) {
      byte b = buffer.get(from + i);
      if (b == 0 || b == '/') {
        survey
            .findings()
            .inodeContent(
                FindingKind.DIRECTORY_NAME,
                directory,
                offset,
                "a name of " + nameBytes + " bytes holds " + (b == 0 ? "NUL" : "'/'"));
        return false;
      }
    }
    if (buffer.get(from + nameBytes) != 0) {
      survey
          .findings()
          .inodeContent(
              FindingKind.DIRECTORY_NAME,
              directory,
              offset,
              "a name of " + nameBytes + " bytes is not followed by NUL");
      return false;
    }
    return true;
  }
}
