package org.bootarchive.dtrace.conf;

import static com.google.common.base.Preconditions.checkArgument;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bootarchive.ufs.device.CorruptImageException;

/** Writes an enabling's lines: {@code anon_prog} of dtrace.c. */
final class EnablingWriter {
  private static final byte[][] NUMBERS = numbers();

  private EnablingWriter() {}

  private static byte[][] numbers() {
    byte[][] numbers = new byte[256][];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = ("0x" + Integer.toHexString(i)).getBytes(StandardCharsets.ISO_8859_1);
    }
    return numbers;
  }

  /** Returns a document's bytes and a line for each DOF behind them. */
  static byte[] append(byte[] before, String name, List<byte[]> dofs) throws CorruptImageException {
    long size = before.length + 1L;
    for (byte[] dof : dofs) {
      checkArgument(dof.length > 0, "a DOF without a byte");
      size += EnablingLines.PREFIX.length() + 12 + dof.length * 5L;
    }
    if (size > DriverConf.MAX_BYTES * 2L) {
      throw new CorruptImageException(
          name, -1, "would be larger than " + DriverConf.MAX_BYTES + " bytes");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream((int) size);
    out.writeBytes(before);
    if (before.length > 0 && before[before.length - 1] != '\n') {
      out.write('\n');
    }
    for (int i = 0; i < dofs.size(); i++) {
      out.writeBytes((EnablingLines.PREFIX + i).getBytes(StandardCharsets.ISO_8859_1));
      char separator = '=';
      for (byte b : dofs.get(i)) {
        out.write(separator);
        out.writeBytes(NUMBERS[b & 0xff]);
        separator = ',';
      }
      out.write(';');
      out.write('\n');
    }
    return out.toByteArray();
  }
}
