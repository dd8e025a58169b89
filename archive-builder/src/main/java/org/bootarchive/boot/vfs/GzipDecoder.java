package org.bootarchive.boot.vfs;

import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The first member of a gzip file, as zlib's {@code inflate} takes it: piece by piece, with header
 * and trailer checked.
 *
 * <p>What matters is not only what comes out but also how much input is left when an error is met.
 */
final class GzipDecoder implements AutoCloseable {
  private static final int MAGIC = 0x8b1f;
  private static final int DEFLATE = 8;
  private static final int HEADER_CRC_FLAG = 0x02;
  private static final int EXTRA_FLAG = 0x04;
  private static final int NAME_FLAG = 0x08;
  private static final int COMMENT_FLAG = 0x10;
  private static final int RESERVED_FLAGS = 0xe0;
  private static final int PIECE_BYTES = 8192;

  private enum State {
    MAGIC,
    METHOD_AND_FLAGS,
    TIME,
    SYSTEM,
    EXTRA_LENGTH,
    EXTRA,
    NAME,
    COMMENT,
    HEADER_CRC,
    BODY,
    CHECK,
    LENGTH,
    END,
    BAD
  }

  private final RamdiskView view;
  private final Inflater inflater = new Inflater(true);
  private final byte[] piece = new byte[PIECE_BYTES];
  private final CRC32 crc = new CRC32();

  private State state = State.MAGIC;
  private int flags;
  private long total;
  private long extraLeft;

  /** Input that the inflater has not seen: it starts here, and this is its length. */
  private long address;

  private long available;

  /** A number of the header or trailer of which some bytes, low ones first, are there. */
  private long number;

  private int numberBytes;

  GzipDecoder(RamdiskView view) {
    this.view = view;
  }

  /** Returns whether all input was taken ({@code avail_in} is 0). */
  boolean needsInput() {
    return available == 0 && inflater.getRemaining() == 0;
  }

  /** Returns whether the end of the member was met ({@code Z_STREAM_END}). */
  boolean isAtEnd() {
    return state == State.END;
  }

  /** Returns whether an error was met ({@code Z_DATA_ERROR}); it lasts. */
  boolean isBad() {
    return state == State.BAD;
  }

  /** Gives input; all earlier input must have been taken. */
  void feed(long from, long count) {
    address = from;
    available = count;
  }

  /**
   * Takes input and makes output until one of them is used up, or the end or an error is met.
   *
   * @param out to write to from {@code offset} to its end
   * @return the number of bytes written
   */
  int inflate(byte[] out, int offset) throws IOException {
    int at = offset;
    boolean goesOn = true;
    while (goesOn) {
      if (state == State.BODY) {
        at += inflateBody(out, at);
        goesOn = state != State.BODY;
      } else {
        goesOn = step();
      }
    }
    return at - offset;
  }

  /** Takes one field of the header or trailer; returns false if that is not possible yet. */
  private boolean step() throws IOException {
    switch (state) {
      case MAGIC -> {
        return readNumber(2) && become(number() == MAGIC ? State.METHOD_AND_FLAGS : State.BAD);
      }
      case METHOD_AND_FLAGS -> {
        return readNumber(2) && become(methodAndFlags((int) number()));
      }
      case TIME -> {
        return skipNumber(4) && become(State.SYSTEM);
      }
      case SYSTEM -> {
        return skipNumber(2) && become((flags & EXTRA_FLAG) != 0 ? State.EXTRA_LENGTH : State.NAME);
      }
      case EXTRA_LENGTH -> {
        if (!readNumber(2)) {
          return false;
        }
        extraLeft = number();
        return become(State.EXTRA);
      }
      case EXTRA -> {
        return skipExtra() && become(State.NAME);
      }
      case NAME -> {
        return skipText(NAME_FLAG) && become(State.COMMENT);
      }
      case COMMENT -> {
        return skipText(COMMENT_FLAG) && become(State.HEADER_CRC);
      }
      case HEADER_CRC -> {
        return checkHeader();
      }
      case CHECK -> {
        return readNumber(4) && become(number() == crc.getValue() ? State.LENGTH : State.BAD);
      }
      case LENGTH -> {
        return readNumber(4) && become(number() == (total & 0xffffffffL) ? State.END : State.BAD);
      }
      case BODY, END, BAD -> {
        return false;
      }
    }
    throw new AssertionError(state);
  }

  private State methodAndFlags(int field) {
    flags = field >> 8;
    return (field & 0xff) == DEFLATE && (flags & RESERVED_FLAGS) == 0 ? State.TIME : State.BAD;
  }

  private boolean checkHeader() throws IOException {
    if ((flags & HEADER_CRC_FLAG) != 0) {
      if (!readNumber(2)) {
        return false;
      }
      if (number() != (crc.getValue() & 0xffff)) {
        return become(State.BAD);
      }
    }
    crc.reset();
    return become(State.BODY);
  }

  private boolean become(State next) {
    state = next;
    return true;
  }

  private boolean skipNumber(int bytes) throws IOException {
    boolean read = readNumber(bytes);
    if (read) {
      number();
    }
    return read;
  }

  private boolean readNumber(int bytes) throws IOException {
    while (numberBytes < bytes) {
      if (available == 0) {
        return false;
      }
      number |= (long) take() << (8 * numberBytes);
      numberBytes++;
    }
    return true;
  }

  /** Returns the number that was read, and makes room for the next one. */
  private long number() {
    long value = number;
    number = 0;
    numberBytes = 0;
    return value;
  }

  private boolean skipExtra() throws IOException {
    while (extraLeft > 0) {
      if (available == 0) {
        return false;
      }
      take();
      extraLeft--;
    }
    return true;
  }

  private boolean skipText(int flag) throws IOException {
    if ((flags & flag) == 0) {
      return true;
    }
    while (available > 0) {
      if (take() == 0) {
        return true;
      }
    }
    return false;
  }

  private int take() throws IOException {
    int value = view.byteAt(address);
    address++;
    available--;
    if (state.compareTo(State.HEADER_CRC) < 0) {
      crc.update(value);
    }
    return value;
  }

  private int inflateBody(byte[] out, int offset) throws IOException {
    int at = offset;
    while (true) {
      if (inflater.needsInput() && available > 0) {
        int count = (int) Math.min(available, PIECE_BYTES);
        view.copy(address, piece, 0, count);
        inflater.setInput(piece, 0, count);
        address += count;
        available -= count;
      }
      int count = inflatePiece(out, at);
      crc.update(out, at, count);
      total += count;
      at += count;
      if (state == State.BAD || inflater.finished()) {
        takeBackRest();
        if (state != State.BAD) {
          state = State.CHECK;
        }
        return at - offset;
      }
      if (at == out.length || (inflater.needsInput() && available == 0)) {
        return at - offset;
      }
    }
  }

  private int inflatePiece(byte[] out, int at) {
    long before = inflater.getBytesWritten();
    try {
      return inflater.inflate(out, at, out.length - at);
    } catch (DataFormatException e) {
      state = State.BAD;
      return (int) (inflater.getBytesWritten() - before);
    }
  }

  /** What the inflater did not take belongs to the trailer, or stays. */
  private void takeBackRest() {
    int rest = inflater.getRemaining();
    address -= rest;
    available += rest;
    inflater.setInput(piece, 0, 0);
  }

  @Override
  public void close() {
    inflater.end();
  }
}
