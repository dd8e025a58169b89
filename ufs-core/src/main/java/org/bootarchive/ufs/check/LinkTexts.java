package org.bootarchive.ufs.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.bootarchive.ufs.disk.Superblock;
import org.jspecify.annotations.Nullable;

/**
 * Reads symbolic links as mid-boot does: the first block up to the first NUL, whatever the size.
 */
final class LinkTexts {
  /** Longer texts overrun mid-boot's stack in any case. */
  private static final int MOST_BYTES = 1024;

  private final Survey survey;
  private final Superblock superblock;
  private final Findings findings;
  private final byte[] bytes;
  private final ByteBuffer buffer;

  LinkTexts(Survey survey, Findings findings) {
    this.findings = findings;
    this.survey = survey;
    this.superblock = survey.superblock();
    this.bytes = new byte[superblock.blockBytes()];
    this.buffer = survey.buffer(bytes);
  }

  /** Reads the block of a link, and returns its length, 0 if the image has none. */
  private int read(int index) throws IOException {
    int fragment = survey.links().fragment(index);
    int length = superblock.bytesInBlock(Math.max(1, survey.links().size(index)), 0);
    if (fragment <= 0 || fragment > survey.fragments() - length / superblock.fragmentBytes()) {
      return 0;
    }
    survey.read(superblock.fragmentOffset(fragment), buffer, length);
    return length;
  }

  private int end(int length) {
    int end = 0;
    while (end < length && buffer.get(end) != 0) {
      end++;
    }
    return end;
  }

  /** Returns the text that mid-boot sees, one char a byte, or null if there is no block. */
  @Nullable String text(int index) throws IOException {
    int length = read(index);
    if (length == 0) {
      return null;
    }
    int end = Math.min(end(length), MOST_BYTES);
    return new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
  }

  /** Reports a link whose text is not what its size says. */
  void check(int index) throws IOException {
    int size = survey.links().size(index);
    int length = read(index);
    String text = null;
    if (survey.links().fragment(index) == 0) {
      text = "a symbolic link without a block; mid-boot reads the start of the image";
    } else if (length > 0) {
      int end = end(length);
      if (end == length) {
        text = "no NUL ends the text in its block; mid-boot reads on behind it";
      } else if (end != size) {
        text =
            "its size is " + size + ", but mid-boot reads up to the first NUL, " + end + " bytes";
      }
    }
    if (text != null) {
      findings.inode(FindingKind.BOOT_LINK_TEXT, survey.links().inode(index), text);
    }
  }
}
