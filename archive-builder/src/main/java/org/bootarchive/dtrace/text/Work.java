package org.bootarchive.dtrace.text;

import org.bootarchive.dtrace.dif.Difo;

/** How much may still be done for one program; what is left out then has no text. */
final class Work {
  private static final long MOST = 5_000_000;
  private static final int CHARS = 16;

  private long left = MOST;

  /** Takes note that an object is read. */
  void read(Difo difo) throws NoTextException {
    use((long) difo.text().length() + difo.variables().size());
  }

  /** Takes note that a text is put together. */
  void write(String text) throws NoTextException {
    use(1 + text.length() / CHARS);
  }

  private void use(long amount) throws NoTextException {
    left -= amount;
    if (left < 0) {
      throw new NoTextException();
    }
  }
}
