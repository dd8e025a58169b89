package org.bootarchive.media.testing;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bootarchive.media.volume.VolumePlan;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.text.FileName;

/** Helps to edit volumes in tests. */
public final class Edits {
  private Edits() {}

  /** Returns the names of a path with slashes between them. */
  public static ImmutableList<FileName> path(String path) {
    return Stream.of(path.split("/")).map(FileName::of).collect(ImmutableList.toImmutableList());
  }

  /** Returns the volume that a plan makes of a copy of the bytes before. */
  public static byte[] written(byte[] before, VolumePlan plan) throws IOException {
    byte[] after = Arrays.copyOf(before, Math.toIntExact(plan.size()));
    plan.writeTo(MemoryBlockDevice.of(after));
    return after;
  }

  /** Returns the bytes that a plan would make, read from the plan alone. */
  public static byte[] planned(VolumePlan plan) throws IOException {
    byte[] after = new byte[Math.toIntExact(plan.size())];
    plan.asDevice().read(0, ByteBuffer.wrap(after));
    return after;
  }

  /** Returns a path as text. */
  public static String text(List<FileName> path) {
    return String.join("/", path.stream().map(FileName::toString).toList());
  }
}
