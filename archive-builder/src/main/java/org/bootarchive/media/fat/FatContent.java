package org.bootarchive.media.fat;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.bootarchive.ufs.device.BlockDevice;

/** The bytes of a chain of clusters. Closing it does nothing. */
final class FatContent implements BlockDevice {
  private final BlockDevice device;
  private final FatGeometry geometry;
  private final ClusterRuns chain;
  private final long size;

  FatContent(BlockDevice device, FatGeometry geometry, ClusterRuns chain, long size) {
    this.device = device;
    this.geometry = geometry;
    this.chain = chain;
    this.size = size;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long offset, ByteBuffer target) throws IOException {
    if (offset < 0) {
      throw new IllegalArgumentException("negative offset: " + offset);
    }
    if (offset > size - target.remaining()) {
      throw new EOFException(
          target.remaining() + " bytes at byte " + offset + " of a file of " + size);
    }
    int limit = target.limit();
    long at = offset;
    while (target.position() < limit) {
      int run = chain.runOf(at / geometry.clusterBytes());
      long within = at - (long) chain.before(run) * geometry.clusterBytes();
      long left = (long) chain.length(run) * geometry.clusterBytes() - within;
      int count = (int) Math.min(limit - target.position(), left);
      target.limit(target.position() + count);
      long place = geometry.clusterOffset(chain.firstCluster(run)) + within;
      try {
        device.read(place, target);
      } catch (EOFException e) {
        throw FatTable.cut("file content", place, e);
      } finally {
        target.limit(limit);
      }
      at += count;
    }
  }

  @Override
  public void close() {}
}
