package org.bootarchive.archive.anon;

import com.google.common.collect.ImmutableList;
import com.google.common.io.ByteSource;
import java.nio.file.Path;
import org.bootarchive.dtrace.conf.ConfRemark;

/**
 * A file without its part of an enabling.
 *
 * @param file the file as it is
 * @param before what was read
 * @param content what is left of it
 * @param changed whether that is something else
 * @param message what dtrace says about it; empty if it says nothing
 * @param findings what is removed by halves, or with it, or not at all
 */
public record StrippedFile(
    Path file,
    ByteSource before,
    ByteSource content,
    boolean changed,
    String message,
    ImmutableList<ConfRemark> findings) {}
