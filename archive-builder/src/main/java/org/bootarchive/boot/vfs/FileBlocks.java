package org.bootarchive.boot.vfs;

import java.io.IOException;

/** The blocks of a file, by place, as pointers into the ramdisk ({@code fi_getblock}). */
interface FileBlocks {

  /**
   * Finds what the file holds from a place on to the end of a block.
   *
   * @param place in bytes from the start of the file
   * @return false if the kernel cannot read there
   */
  boolean load(long place) throws IOException;

  /** Returns the address of what was found. */
  long address();

  /** Returns the number of bytes that were found, unsigned 32 bits ({@code fi_count}). */
  long count();

  /** Tells what the kernel does with the failure to read a block of a compressed file. */
  int failedRead() throws KernelStopException;
}
