/**
 * Images compressed as {@code lofiadm -C} does it, such as SmartOS's {@code usr.lgz}: read at
 * random, checked, written, and rewritten where they changed.
 *
 * <pre>
 *      0   36   algorithm, NUL padded: gzip, gzip-6, gzip-9 or lzma
 *     36    4   S: uncompressed bytes of a segment, a power of two, at least 512
 *     40    4   N: index entries, one more than there are segments
 *     44    4   L: uncompressed bytes of the last segment, 1 to S
 *     48  8*N   where the segments start, counted from the byte after this index; then their end
 *     ...       the segments, back to back; then zeros to a multiple of 512
 * </pre>
 *
 * All numbers are big-endian. A segment is one byte, 0 for stored or 1 for compressed, and its
 * payload: for the gzip family a zlib stream, for lzma 5 bytes of properties, 8 bytes of length and
 * raw LZMA. Segments are independent of each other.
 *
 * <p>Source: {@code uts/common/io/lofi.c}, {@code uts/common/sys/lofi.h} and {@code
 * cmd/lofiadm/main.c} of illumos.
 */
package org.bootarchive.lofi;
