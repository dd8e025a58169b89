/**
 * The consistency checker: finds every contradiction in an illumos UFS, and what mid-boot reading
 * trips over.
 *
 * <p>{@link org.bootarchive.ufs.check.UfsCheck} reads an image and never changes it. What it calls
 * an error is what the file system's own {@code fsck} calls one, and two things that {@code fsck}
 * does not look at: {@code cg_frsum}, and the superblock copies of every group. The time it takes
 * is linear in the size of the image's metadata and the memory is bounded by the size of the image,
 * whatever the image claims.
 */
package org.bootarchive.ufs.check;
