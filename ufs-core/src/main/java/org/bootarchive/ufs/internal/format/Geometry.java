package org.bootarchive.ufs.internal.format;

import org.bootarchive.ufs.disk.CylinderSummary;

/**
 * The shape of a file system: every number of its superblock that mkfs computes, from the few that
 * the others follow from.
 *
 * <p>Fragments are counted from the start of the image where a method speaks of the image, from the
 * start of a group where it speaks of a group.
 *
 * @param blockBytes fs_bsize
 * @param fragmentBytes fs_fsize
 * @param sectorsPerTrack fs_nsect
 * @param tracksPerCylinder fs_ntrak
 * @param cylindersPerGroup fs_cpg
 * @param inodesPerGroup fs_ipg
 * @param cylinders fs_ncyl
 * @param groups fs_ncg
 * @param sizeInFragments fs_size
 * @param version fs_version: 0, or 2 on a disk whose tracks are not used
 */
public record Geometry(
    int blockBytes,
    int fragmentBytes,
    int sectorsPerTrack,
    int tracksPerCylinder,
    int cylindersPerGroup,
    int inodesPerGroup,
    int cylinders,
    int groups,
    int sizeInFragments,
    int version) {

  BlockSizes sizes() {
    return new BlockSizes(blockBytes, fragmentBytes);
  }

  Tracks tracks() {
    return new Tracks(sectorsPerTrack, tracksPerCylinder);
  }

  /** Returns the number of fragments in a block (fs_frag). */
  public int fragmentsPerBlock() {
    return sizes().fragmentsPerBlock();
  }

  /** Returns the number of sectors in a fragment (fs_nspf). */
  public int sectorsPerFragment() {
    return sizes().sectorsPerFragment();
  }

  /** Returns the number of sectors in a cylinder (fs_spc). */
  public int sectorsPerCylinder() {
    return (int) tracks().sectorsPerCylinder();
  }

  /** Returns the number of rotational positions (fs_nrpos). */
  public int rotationalPositions() {
    return tracks().positions();
  }

  /** Returns the number of fragments in a group but for the last one (fs_fpg). */
  public int fragmentsPerGroup() {
    return (int) ((long) cylindersPerGroup * sectorsPerCylinder() / sizes().sectorsPerFragment());
  }

  /** Returns the fragment in a group of its copy of the superblock (fs_sblkno). */
  public int superblockFragment() {
    return sizes().superblockFragment();
  }

  /** Returns the fragment in a group of its cylinder group block (fs_cblkno). */
  public int groupBlockFragment() {
    return sizes().groupBlockFragment();
  }

  /** Returns the fragment in a group of its first inodes (fs_iblkno). */
  public int inodeTableFragment() {
    return sizes().inodeTableFragment();
  }

  /** Returns the fragment in a group behind its tables (fs_dblkno). */
  public int firstDataFragment() {
    return inodeTableFragment() + inodesPerGroup / sizes().inodesPerFragment();
  }

  /** Returns by how many fragments a group's tables start later than those before (fs_cgoffset). */
  public int groupOffset() {
    return tracks().groupOffset(sizes());
  }

  /** Returns the mask of groups that start without an offset (fs_cgmask). */
  public int groupMask() {
    return tracks().groupMask();
  }

  /** Returns the length of a cylinder group block in bytes, whole fragments (fs_cgsize). */
  public int groupBlockBytes() {
    return (int)
        sizes()
            .toFragmentBytes(
                GroupBlockSize.bytes(sizes(), tracks(), cylindersPerGroup, inodesPerGroup));
  }

  /** Returns the fragment of the image that the summary area starts at (fs_csaddr). */
  public int summaryFragment() {
    return firstDataFragment();
  }

  /** Returns the length of the summary area in bytes, whole fragments (fs_cssize). */
  public int summaryBytes() {
    return (int) sizes().toFragmentBytes((long) groups * CylinderSummary.BYTES);
  }

  /** Returns the length of the file system in bytes. */
  public long sizeInBytes() {
    return (long) sizeInFragments * fragmentBytes;
  }

  /** Returns the number of inodes, the two reserved ones included. */
  public long inodeCount() {
    return (long) groups * inodesPerGroup;
  }

  /** Returns the fragment of the image that a group starts at ({@code cgbase}). */
  public long groupBase(int group) {
    return (long) fragmentsPerGroup() * group;
  }

  /** Returns the fragments from a group's start to where its tables count from: its stagger. */
  public int groupStagger(int group) {
    return groupOffset() * (group & ~groupMask());
  }

  /** Returns the number of fragments in a group: fewer in the last one (cg_ndblk). */
  public int fragmentsInGroup(int group) {
    return (int) Math.min(fragmentsPerGroup(), sizeInFragments - groupBase(group));
  }

  /** Returns the number of cylinders in a group: fewer in the last one (cg_ncyl). */
  public int cylindersInGroup(int group) {
    return (int) Math.min(cylindersPerGroup, cylinders - (long) cylindersPerGroup * group);
  }

  /** Returns the number of fragments that can hold data (fs_dsize). */
  public int dataFragments() {
    long fragments = 0;
    for (int group = 0; group < groups; group++) {
      fragments += GroupSpace.of(this, group).dataFragments();
    }
    return (int) fragments;
  }

  /** Returns the counts of the empty file system, with its two directories (fs_cstotal). */
  public CylinderSummary totals() {
    CylinderSummary sum = CylinderSummary.ZERO;
    for (int group = 0; group < groups; group++) {
      sum = sum.plus(GroupSpace.of(this, group).summary());
    }
    return sum;
  }
}
