package org.bootarchive.boot.vfs;

import com.google.common.io.ByteSource;

/**
 * A file of the ramdisk that was opened.
 *
 * @param size what fstat says, unsigned
 * @param mode what fstat says
 * @param content what reading delivers
 */
record RootFile(long size, int mode, ByteSource content) {}
