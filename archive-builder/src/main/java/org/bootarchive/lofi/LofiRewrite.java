package org.bootarchive.lofi;

import com.google.common.collect.Range;
import com.google.common.collect.RangeSet;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.function.IntPredicate;
import java.util.function.LongConsumer;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.internal.device.AtomicFile;

/**
 * Writes a compressed file again, with some of its segments changed. Those are compressed as the
 * older file is; what is stored of the others is copied, without a look at it.
 *
 * <p>Equal inputs give equal files. The new file has the older one's algorithm, segment size and
 * uncompressed length.
 */
public final class LofiRewrite {
  private final LofiDevice older;
  private final BlockDevice image;
  private final IntPredicate changed;

  private LofiRewrite(LofiDevice older, BlockDevice image, IntPredicate changed) {
    if (image.size() != older.size()) {
      throw new IllegalArgumentException(
          "an image of " + image.size() + " bytes cannot replace one of " + older.size());
    }
    this.older = older;
    this.image = image;
    this.changed = changed;
  }

  /**
   * Prepares a rewrite for which the changed segments are known.
   *
   * @param older the file as it was; must stay open
   * @param image the image as it is now, of the same length
   * @param changed tells whether the segment of a number differs from the older one; asked several
   *     times for each, and must give the same answer
   * @throws IllegalArgumentException if the lengths differ
   */
  public static LofiRewrite ofSegments(LofiDevice older, BlockDevice image, IntPredicate changed) {
    return new LofiRewrite(older, image, changed);
  }

  /**
   * Prepares a rewrite for which the changed bytes are known.
   *
   * @param older the file as it was; must stay open
   * @param image the image as it is now, of the same length
   * @param changed byte offsets within the image, of all bytes that differ from the older image;
   *     others may be among them. Must not change while the file is written
   * @throws IllegalArgumentException if the lengths differ
   */
  public static LofiRewrite ofRanges(LofiDevice older, BlockDevice image, RangeSet<Long> changed) {
    long segmentBytes = older.header().segmentBytes();
    return new LofiRewrite(
        older,
        image,
        segment ->
            changed.intersects(
                Range.closedOpen(segment * segmentBytes, (segment + 1) * segmentBytes)));
  }

  /**
   * Writes the new file under a name, which it gets when it is complete.
   *
   * @param target may be the older file's name
   * @param progress is told the bytes of the image that are done
   * @throws LofiLengthException if the image's length is no multiple of 512
   * @throws IOException if an input cannot be read, or the file not written
   */
  public LofiResult write(Path target, LongConsumer progress) throws IOException {
    LofiWriter writer = writer(progress);
    try (AtomicFile file = AtomicFile.create(target)) {
      LofiResult result = writer.write(file.channel());
      file.commit();
      return result;
    }
  }

  /**
   * Writes the new file to a channel, from where it stands on.
   *
   * @param target written out of order; stands behind the compressed file when this returns
   * @param progress is told the bytes of the image that are done
   * @throws LofiLengthException if the image's length is no multiple of 512
   * @throws IOException if an input cannot be read, or the channel not written
   */
  public LofiResult write(SeekableByteChannel target, LongConsumer progress) throws IOException {
    return writer(progress).write(target);
  }

  private LofiWriter writer(LongConsumer progress) throws LofiLengthException {
    LofiHeader header = older.header();
    LofiOptions options = new LofiOptions(header.algorithm(), header.segmentBytes());
    return new LofiWriter(image, options, older, changed, progress);
  }
}
