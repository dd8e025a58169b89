package org.bootarchive.ufs.check;

import static org.bootarchive.ufs.finding.Severity.ERROR;
import static org.bootarchive.ufs.finding.Severity.WARNING;

import org.bootarchive.ufs.finding.Kind;
import org.bootarchive.ufs.finding.Severity;

/**
 * What can be found in an image. The names are stable: output and tests refer to them.
 *
 * <p>Field names in the meanings are those of {@code sys/fs/ufs_fs.h} and {@code
 * sys/fs/ufs_inode.h}.
 */
public enum FindingKind implements Kind {
  /** The image is no UFS, or nothing that leads to one is left of it. */
  NOT_A_FILE_SYSTEM(ERROR, "the image is no UFS"),
  /** The image is a file system of a kind that illumos does not boot from. */
  UNSUPPORTED_FILE_SYSTEM(ERROR, "the image is a file system of another kind"),
  /** The file system has the format of another system, in which it is read and never written. */
  FOREIGN_FORMAT(ERROR, "the file system has another system's format"),
  /** The image ends before the file system that the superblock describes. */
  IMAGE_TOO_SHORT(ERROR, "the image ends before its file system does"),

  /** fs_magic is not that of a UFS, though a copy of the superblock is there. */
  SUPERBLOCK_MAGIC(ERROR, "fs_magic is wrong"),
  /** Sizes and places in the superblock contradict each other. */
  SUPERBLOCK_GEOMETRY(ERROR, "the superblock's sizes and places contradict each other"),
  /** fs_minfree or fs_optim has a value that cannot be. */
  SUPERBLOCK_TUNING(ERROR, "fs_minfree or fs_optim is impossible"),
  /** fs_clean, fs_state, fs_reclaim or fs_logbno says that the file system is not clean. */
  SUPERBLOCK_STATE(ERROR, "the superblock does not say that the file system is clean"),
  /** The flag for files of more than 2 GiB is set without such a file, or the reverse. */
  SUPERBLOCK_LARGE_FILES(ERROR, "fs_flags and the files disagree about large files"),
  /** fs_cstotal is not the sum of what the groups hold. */
  SUPERBLOCK_TOTALS(ERROR, "fs_cstotal is not the sum over the groups"),
  /** A group's copy differs from the superblock in a field that mkfs fixes for good. */
  SUPERBLOCK_COPY(ERROR, "a group's copy of the superblock differs"),
  /** fs_dsize is not what the geometry gives. */
  SUPERBLOCK_DATA_SIZE(WARNING, "fs_dsize does not fit the geometry"),

  /** cg_magic is wrong. */
  GROUP_MAGIC(ERROR, "cg_magic is wrong"),
  /** cg_cgx is not the group's own number. */
  GROUP_NUMBER(ERROR, "cg_cgx is another group's"),
  /** A size, a place or a rotor in the group block is wrong. */
  GROUP_HEADER(ERROR, "a field of the group block is wrong"),
  /** cg_cs is not what the group holds. */
  GROUP_SUMMARY(ERROR, "cg_cs is not what the group holds"),
  /** The summary area's counts are not what the group holds. */
  SUMMARY_AREA(ERROR, "the summary area is not what the group holds"),
  /** The map of used inodes disagrees with the inodes. */
  INODE_MAP(ERROR, "the map of used inodes disagrees with the inodes"),
  /** The map of free fragments disagrees with what files and tables use. */
  FRAGMENT_MAP(ERROR, "the map of free fragments disagrees with their use"),
  /** cg_frsum does not count the runs of free fragments. */
  FRAGMENT_RUNS(ERROR, "cg_frsum does not count the runs of free fragments"),
  /** The free blocks per cylinder are wrong. */
  BLOCK_TOTALS(ERROR, "the free blocks per cylinder (cg_btot) are wrong"),
  /** The free blocks per rotational position are wrong. */
  BLOCK_POSITIONS(ERROR, "the free blocks per rotational position (cg_b) are wrong"),

  /** Inode 2 is free or no directory. */
  ROOT_MISSING(ERROR, "there is no root directory"),
  /** An inode without a type has a mode, a size or blocks. */
  INODE_PARTLY_ALLOCATED(ERROR, "a free inode has a mode, a size or blocks"),
  /** The mode's type is none that there is. */
  INODE_TYPE(ERROR, "the type of an inode is unknown"),
  /** The size is beyond what a file can have. */
  INODE_SIZE(ERROR, "the size of an inode is impossible"),
  /** di_blocks is not the number of sectors that the inode holds. */
  INODE_BLOCK_COUNT(ERROR, "di_blocks is not what the inode holds"),
  /** The inode or an indirect block points to blocks behind the end of the file. */
  BLOCKS_PAST_END(ERROR, "a file has blocks behind its end"),
  /** suid or sgid disagrees with uid or gid. */
  INODE_OWNER(WARNING, "the two forms of an owner disagree"),
  /** A pointer leads outside the file system. */
  POINTER_OUT_OF_RANGE(ERROR, "a pointer leads outside the file system"),
  /** A pointer leads to a block that the image no longer has. */
  POINTER_PAST_IMAGE(ERROR, "a pointer leads behind the end of the image"),
  /** A pointer leads into a superblock, a group block, inodes or the summary area. */
  POINTER_INTO_METADATA(ERROR, "a pointer leads into the file system's own tables"),
  /** A pointer does not lead to the start of a block, or fragments cross a block's end. */
  POINTER_MISALIGNED(ERROR, "a pointer leads across a block's boundary"),
  /** Two pointers lead to the same fragment. */
  FRAGMENT_CLAIMED_TWICE(ERROR, "a fragment is claimed more than once"),
  /** A device has a size. */
  DEVICE_WITH_SIZE(ERROR, "a device has a size"),
  /** A device has blocks. */
  DEVICE_WITH_BLOCKS(ERROR, "a device has blocks"),
  /** The text of a symbolic link is in its inode, as BSD keeps it. */
  SYMLINK_INLINE(ERROR, "a symbolic link keeps its text in the inode"),
  /** A symbolic link is longer than a path can be. */
  SYMLINK_SIZE(ERROR, "a symbolic link is too long"),
  /** di_shadow leads to no access control list, or the type cannot have one. */
  SHADOW_REFERENCE(ERROR, "di_shadow is wrong"),
  /** An access control list is none. */
  SHADOW_CONTENT(ERROR, "the content of a shadow inode is no access control list"),
  /** di_oeftflag leads to no attribute directory, or the two do not lead to each other. */
  ATTRIBUTE_DIRECTORY(ERROR, "an attribute directory and its file do not belong together"),
  /** The mark of an extended attribute is missing, or on something else. */
  ATTRIBUTE_FLAG(ERROR, "the mark of an extended attribute is missing or misplaced"),
  /** di_nlink is not the number of names. */
  LINK_COUNT(ERROR, "di_nlink is not the number of names"),
  /** An inode in use has no name. */
  INODE_UNREFERENCED(ERROR, "an inode in use has no name"),

  /** A file is marked as compressed by fiocompress, and its header or table is damaged. */
  COMPRESSED_FILE(WARNING, "a file that is marked as compressed cannot be inflated"),

  /** The size of a directory is zero or no multiple of 512. */
  DIRECTORY_SIZE(ERROR, "the size of a directory is wrong"),
  /** A directory has a hole. */
  DIRECTORY_HOLE(ERROR, "a directory has a hole"),
  /** The last block of a directory is missing. */
  DIRECTORY_END_MISSING(WARNING, "the last block of a directory is missing"),
  /** d_reclen is zero, odd, too small for its name, or crosses the end of a chunk. */
  DIRECTORY_RECORD(ERROR, "d_reclen is wrong"),
  /** A name is too long, not terminated, or holds '/' or NUL. */
  DIRECTORY_NAME(ERROR, "a name is wrong"),
  /** A name is empty. */
  DIRECTORY_NAME_EMPTY(WARNING, "a name is empty"),
  /** A name occurs twice in a directory. */
  DIRECTORY_NAME_TWICE(WARNING, "a name occurs twice in a directory"),
  /** The first record of a directory is not ".". */
  DOT_MISSING(ERROR, "\".\" is missing"),
  /** "." is another directory. */
  DOT_WRONG(ERROR, "\".\" is another inode"),
  /** The second record of a directory is not "..". */
  DOTDOT_MISSING(ERROR, "\"..\" is missing"),
  /** ".." is not the directory that has the entry. */
  DOTDOT_WRONG(ERROR, "\"..\" is not the parent"),
  /** "." or ".." occurs again further down. */
  DOT_EXTRA(ERROR, "\".\" or \"..\" in a wrong place"),
  /** An entry names an inode that there is not. */
  ENTRY_OUT_OF_RANGE(ERROR, "an entry names an inode number that there is not"),
  /** An entry names a free inode. */
  ENTRY_TO_FREE_INODE(ERROR, "an entry names a free inode"),
  /** An entry names a shadow inode. */
  ENTRY_TO_SHADOW(ERROR, "an entry names a shadow inode"),
  /** A directory has two names. */
  DIRECTORY_LINKED_TWICE(ERROR, "a directory has two names"),
  /** A directory cannot be reached from the root. */
  DIRECTORY_UNREACHABLE(ERROR, "a directory cannot be reached from the root"),
  /** Directories contain each other. */
  DIRECTORY_LOOP(ERROR, "directories contain each other"),

  /** A file has a hole: mid-boot reads the first bytes of the image there, not zeros. */
  BOOT_HOLE(WARNING, "mid-boot reads a hole as the start of the image, not as zeros"),
  /** A file starts with 1f 8b 08: mid-boot inflates it, whatever its name. */
  BOOT_GZIP(WARNING, "mid-boot inflates the file"),
  /** A file's size is a multiple of 8192: kobj reads that reach past its end give nothing. */
  BOOT_FILE_SIZE(WARNING, "mid-boot reads that reach past the end of the file give nothing"),
  /** A symbolic link leads to itself: mid-boot loops for ever. */
  BOOT_LINK_CYCLE(WARNING, "mid-boot follows the link for ever"),
  /** A path through a symbolic link is mangled by the kernel's bcopy. */
  BOOT_LINK_MANGLED(WARNING, "mid-boot mangles paths through the link"),
  /** Mid-boot sees another text of a symbolic link than its size says. */
  BOOT_LINK_TEXT(WARNING, "mid-boot sees another text of the link"),
  /** A path, or what a link makes of it, has 1024 bytes or more: mid-boot overruns its stack. */
  BOOT_PATH_LENGTH(WARNING, "mid-boot overruns its stack on the path"),

  /** A limit of the checker was reached, so not all was looked at. */
  CHECK_INCOMPLETE(WARNING, "not everything was looked at");

  private final Severity severity;
  private final String meaning;

  FindingKind(Severity severity, String meaning) {
    this.severity = severity;
    this.meaning = meaning;
  }

  @Override
  public Severity severity() {
    return severity;
  }

  /** Returns in one line what findings of this kind mean. */
  public String meaning() {
    return meaning;
  }
}
