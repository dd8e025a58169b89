package org.bootarchive.ufs.testing;

import org.bootarchive.ufs.disk.DeviceNumber;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.InodeTime;

/** What a name in a made-up tree stands for. */
public sealed interface TreeNode {
  /**
   * What every file has.
   *
   * @param permissions 0 to 07777
   * @param uid 0 to 4294967295
   * @param gid 0 to 4294967295
   */
  record Attributes(
      int permissions,
      long uid,
      long gid,
      InodeTime accessed,
      InodeTime modified,
      InodeTime changed) {}

  /** A directory, empty at first. */
  record Directory(Attributes attributes) implements TreeNode {}

  /**
   * A regular file.
   *
   * @param size of the data in bytes
   * @param pieces how many writes make the data, at least 1
   * @param seed tells the data
   * @param holeBytes by how much a hole makes the file longer than its data
   */
  record Regular(Attributes attributes, long size, int pieces, long seed, long holeBytes)
      implements TreeNode {}

  /**
   * A symbolic link.
   *
   * @param target 1 to 1023 chars, one a byte, none of them 0
   */
  record SymbolicLink(Attributes attributes, String target) implements TreeNode {}

  /**
   * A device.
   *
   * @param type a character or a block device
   */
  record Device(Attributes attributes, FileType type, DeviceNumber number) implements TreeNode {}

  /**
   * A FIFO or a socket.
   *
   * @param type which of them
   */
  record Endpoint(Attributes attributes, FileType type) implements TreeNode {}

  /**
   * One more name of a file that is no directory and came before.
   *
   * @param choice which one, modulo their number; without any the name stays away
   */
  record SecondName(int choice) implements TreeNode {}

  /**
   * A file that is gone again when the tree is complete, and leaves its space behind in the middle.
   *
   * @param size in bytes
   */
  record Passing(long size) implements TreeNode {}
}
