package org.bootarchive.ufs.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.format.FormatOptions;
import org.bootarchive.ufs.format.FormatRefusedException;
import org.bootarchive.ufs.internal.device.CopyOnWriteBlockDevice;
import org.bootarchive.ufs.internal.format.UfsFormat;

/** Empty file systems in memory, each made once and copied then. */
public final class EmptyImages {
  private static final ConcurrentMap<Integer, byte[]> BY_SIZE = new ConcurrentHashMap<>();

  private EmptyImages() {}

  /**
   * Returns a new device with an empty file system in the shape of a SmartOS root image.
   *
   * @param bytes the size of the image, 1 MiB or more
   */
  public static MemoryBlockDevice device(int bytes) {
    return MemoryBlockDevice.of(image(bytes).clone());
  }

  /**
   * Returns a new device as {@link #device} does, which keeps only changes of its own: thousands of
   * them cost little.
   */
  public static CopyOnWriteBlockDevice cheapDevice(int bytes) {
    return CopyOnWriteBlockDevice.over(MemoryBlockDevice.of(image(bytes)));
  }

  private static byte[] image(int bytes) {
    return BY_SIZE.computeIfAbsent(bytes, size -> format(FormatOptions.smartOs(size)));
  }

  /**
   * Returns the bytes of a new empty file system.
   *
   * @throws IllegalArgumentException if mkfs makes no file system of the options
   */
  public static byte[] format(FormatOptions options) {
    byte[] image = new byte[(int) options.fileBytes()];
    try {
      UfsFormat.format(MemoryBlockDevice.of(image), options);
    } catch (FormatRefusedException e) {
      throw new IllegalArgumentException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return image;
  }
}
