package org.bootarchive.ufs.volume;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import org.bootarchive.ufs.disk.DeviceNumber;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.InodeTime;
import org.bootarchive.ufs.text.FileName;

/** What can be told to put files into a file system, by inode number. */
public sealed interface FileMaker permits WritableVolume, FreshVolume {
  /** Returns the inode that a name in a directory stands for, empty if it is not there. */
  OptionalLong lookup(long directory, FileName name) throws IOException;

  /**
   * Creates an empty regular file.
   *
   * @return its inode
   * @throws java.nio.file.FileAlreadyExistsException if the name is there
   * @throws OutOfInodesException if there is no inode for it
   * @throws OutOfSpaceException if the directory cannot grow
   */
  long createFile(long directory, FileName name, NewFile attributes) throws IOException;

  /** Creates a FIFO and returns its inode; throws as {@link #createFile} does. */
  long createFifo(long directory, FileName name, NewFile attributes) throws IOException;

  /** Creates a socket's file and returns its inode; throws as {@link #createFile} does. */
  long createSocket(long directory, FileName name, NewFile attributes) throws IOException;

  /** Creates a directory and returns its inode; throws as {@link #createFile} does. */
  long createDirectory(long directory, FileName name, NewFile attributes) throws IOException;

  /**
   * Creates a symbolic link and returns its inode; throws as {@link #createFile} does.
   *
   * @param target 1 to 1023 bytes, kept in a fragment of its own
   */
  long createSymbolicLink(long directory, FileName name, byte[] target, NewFile attributes)
      throws IOException;

  /**
   * Creates a device's file and returns its inode; throws as {@link #createFile} does.
   *
   * @param type a character or a block device
   */
  long createDevice(
      long directory, FileName name, FileType type, DeviceNumber device, NewFile attributes)
      throws IOException;

  /**
   * Gives a file that is no directory one more name.
   *
   * @throws java.nio.file.FileAlreadyExistsException if the name is there
   */
  void link(long directory, FileName name, long inode) throws IOException;

  /**
   * Gives an empty regular file its size and all its blocks without writing into them: the caller
   * writes to the device, all of the parts that are returned, and zeros behind the file's end.
   *
   * @return where the contents go; the last part ends with the file's last fragment or block, so
   *     behind its size
   * @throws OutOfSpaceException if there are not enough blocks
   */
  ImmutableList<Extent> allocate(long inode, long size) throws IOException;

  /**
   * Gives an empty regular file its size, and blocks but for some holes; otherwise as {@link
   * #allocate}.
   *
   * @param holes whole blocks, in order, none of which has the last byte
   * @throws OutOfSpaceException if there are not enough blocks
   */
  ImmutableList<Extent> allocateAround(long inode, long size, List<Extent> holes)
      throws IOException;

  /**
   * Sets the permissions of a file, with set-id and sticky bits. An access control list stays as it
   * is.
   */
  void setPermissions(long inode, int permissions) throws IOException;

  /**
   * Sets the owner and the group of a file.
   *
   * @param uid 0 to 4294967295
   * @param gid 0 to 4294967295
   */
  void setOwner(long inode, long uid, long gid) throws IOException;

  /** Sets all times, the one of the inode's own change too. */
  void setTimes(long inode, InodeTime access, InodeTime modify, InodeTime change)
      throws IOException;
}
