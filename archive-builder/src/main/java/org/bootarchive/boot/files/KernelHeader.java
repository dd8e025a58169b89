package org.bootarchive.boot.files;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.bootarchive.boot.config.BootLoader;
import org.bootarchive.boot.config.ConfigFiles;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.FileBlockDevice;

/**
 * What the first bytes of a file say of it as a kernel: the headers that boot loaders look for.
 * Sources: the Multiboot specifications, versions 1 and 2; {@code multiboot.c} and {@code
 * multiboot2.c} of the illumos loader.
 *
 * @param multiboot1 whether there is a Multiboot header, aligned to 4 bytes and with a right sum,
 *     within 8192 bytes
 * @param multiboot2 whether there is a Multiboot 2 header, aligned to 8 bytes and with a right sum,
 *     within 32768 bytes
 * @param isElf64 whether the file is an ELF executable for x86-64
 */
public record KernelHeader(boolean multiboot1, boolean multiboot2, boolean isElf64) {
  /** How many bytes of a kernel are looked at. */
  private static final int SEARCH_BYTES = 32768;

  /** How many bytes of a file are read: packed ones may be somewhat more than what they hold. */
  public static final int HEAD_BYTES = SEARCH_BYTES + 4096;

  private static final int MAGIC_1 = 0x1badb002;
  private static final int MAGIC_2 = 0xe85250d6;
  private static final int SEARCH_1_BYTES = 8192;
  private static final int HEADER_1_BYTES = 12;
  private static final int HEADER_2_BYTES = 16;
  private static final int ALIGN_1 = 4;
  private static final int ALIGN_2 = 8;

  private static final int ELF_MAGIC = 0x464c457f;
  private static final int ELF_64_LITTLE = 0x0102;
  private static final int ELF_EXECUTABLE = 2;
  private static final int ELF_X86_64 = 62;
  private static final int ELF_HEADER_BYTES = 64;

  /**
   * Looks for the headers that a boot loader sees in a file.
   *
   * @throws IOException if the file cannot be read
   */
  public static KernelHeader read(BlockDevice file, BootLoader loader) throws IOException {
    byte[] head = new byte[(int) Math.min(HEAD_BYTES, file.size())];
    file.read(0, ByteBuffer.wrap(head));
    return of(asSeen(head, loader));
  }

  /**
   * Looks for the headers that a boot loader sees in a file; there are none if it is no regular
   * file.
   *
   * @throws IOException if the file cannot be read
   */
  public static KernelHeader read(Path file, BootLoader loader) throws IOException {
    if (!Files.isRegularFile(file)) {
      return of(new byte[0]);
    }
    try (BlockDevice device = FileBlockDevice.open(file)) {
      return read(device, loader);
    }
  }

  /**
   * Returns the first bytes of a kernel as a boot loader sees them: all but iPXE unpack a gzip
   * file. A damaged one has none.
   *
   * @param head the first {@link #HEAD_BYTES} bytes of a file, or all if it has fewer
   */
  public static byte[] asSeen(byte[] head, BootLoader loader) {
    if (!ConfigFiles.isGzip(head) || loader == BootLoader.IPXE) {
      return head;
    }
    byte[] seen = new byte[SEARCH_BYTES];
    int count = 0;
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(head))) {
      int more = 0;
      while (more >= 0 && count < seen.length) {
        more = in.read(seen, count, seen.length - count);
        count += Math.max(0, more);
      }
    } catch (EOFException e) {
      count = head.length < HEAD_BYTES ? 0 : count;
    } catch (IOException e) {
      count = 0;
    }
    return Arrays.copyOf(seen, count);
  }

  /**
   * Looks for headers.
   *
   * @param head the first {@link #HEAD_BYTES} bytes of a file, or all if it has fewer
   */
  public static KernelHeader of(byte[] head) {
    ByteBuffer words = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    return new KernelHeader(
        has(words, Math.min(head.length, SEARCH_1_BYTES), MAGIC_1, ALIGN_1, HEADER_1_BYTES),
        has(words, Math.min(head.length, SEARCH_BYTES), MAGIC_2, ALIGN_2, HEADER_2_BYTES),
        isElf64(words));
  }

  /** The words of a header add up to 0. */
  private static boolean has(ByteBuffer words, int bytes, int magic, int align, int headerBytes) {
    for (int at = 0; at + headerBytes <= bytes; at += align) {
      if (words.getInt(at) == magic) {
        int sum = 0;
        for (int i = 0; i < headerBytes; i += Integer.BYTES) {
          sum += words.getInt(at + i);
        }
        if (sum == 0) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isElf64(ByteBuffer words) {
    return words.limit() >= ELF_HEADER_BYTES
        && words.getInt(0) == ELF_MAGIC
        && words.getShort(4) == ELF_64_LITTLE
        && words.getShort(16) == ELF_EXECUTABLE
        && words.getShort(18) == ELF_X86_64;
  }

  /** Returns whether a boot loader starts the file. */
  public boolean isBootable(BootLoader loader) {
    return switch (loader) {
      case GRUB, IPXE -> multiboot1;
      // mboot.c32 takes an ELF file without a header too.
      case SYSLINUX -> multiboot1 || isElf64;
      case GRUB2, LOADER -> multiboot1 || multiboot2;
    };
  }

  /**
   * Returns whether the file may stand in for a kernel: as illumos' kernel, it is an ELF
   * executable, but no boot loader finds a header in it.
   */
  public boolean isStandIn() {
    return isElf64 && !multiboot1 && !multiboot2;
  }
}
