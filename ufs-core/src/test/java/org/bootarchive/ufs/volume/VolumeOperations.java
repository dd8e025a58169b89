package org.bootarchive.ufs.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.disk.DeviceNumber;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.text.FileName;

/** Makes operations on a volume and a model of it, and compares how they end. */
final class VolumeOperations {
  /**
   * One operation.
   *
   * @param kind which
   * @param place which directory or file
   * @param name which name
   * @param size how much, or anything else that the operation wants to know
   */
  record Operation(int kind, int place, int name, int size) {}

  static final int KINDS = 16;

  private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000L, 123_456_000);

  private final byte[] image;
  private final Superblock shape;
  private WritableVolume volume;
  private TreeModel model;
  private int outOfSpace;

  VolumeOperations(byte[] image) throws IOException {
    this.image = image;
    this.volume = open();
    this.shape = volume.superblock();
    this.model = TreeModel.of(volume);
  }

  private WritableVolume open() throws IOException {
    return WritableVolume.open(MemoryBlockDevice.of(image), WriteOptions.at(NOW));
  }

  byte[] image() {
    return image;
  }

  int outOfSpace() {
    return outOfSpace;
  }

  /** Flushes, and compares what a new reader finds with the model. */
  void finish() throws IOException {
    volume.flush();
    TreeModel found = TreeModel.of(Volume.open(MemoryBlockDevice.of(image)));
    assertEquals(model.lines(), found.lines());
  }

  void run(Operation operation) throws IOException {
    try {
      perform(operation);
    } catch (OutOfSpaceException | OutOfInodesException e) {
      outOfSpace++;
      assertTrue(e.getMessage().startsWith("out of"), e.getMessage());
    }
  }

  private void perform(Operation operation) throws IOException {
    List<TreeModel.Node> directories = model.directories();
    TreeModel.Node directory = directories.get(operation.place % directories.size());
    TreeModel.Node other = directories.get((operation.size % 251) % directories.size());
    FileName name = name(operation.name);
    NewFile attributes =
        new NewFile(
            operation.size & 07777,
            operation.size % 3 == 0 ? 70_000 + operation.size : 5,
            operation.size % 5 == 0 ? 0xfffffffeL : 65_535);
    switch (operation.kind) {
      case 0, 1 -> create(directory, name, FileType.REGULAR, attributes, operation.size);
      case 2 -> create(directory, name, FileType.DIRECTORY, attributes, operation.size);
      case 3 -> create(directory, name, FileType.SYMBOLIC_LINK, attributes, operation.size);
      case 4 -> create(directory, name, FileType.CHARACTER_DEVICE, attributes, operation.size);
      case 5 -> create(directory, name, FileType.FIFO, attributes, operation.size);
      case 6 -> unlink(directory, present(directory, operation.name));
      case 7 -> removeDirectory(directory, present(directory, operation.name));
      case 8 ->
          rename(
              directory,
              present(directory, operation.name),
              other,
              present(other, operation.size >> 8));
      case 9 -> change(directory, present(directory, operation.name), attributes);
      case 10, 11, 12, 13, 14 -> file(operation);
      default -> {
        volume.flush();
        volume = open();
      }
    }
  }

  private void file(Operation operation) throws IOException {
    List<TreeModel.Node> files = model.regularFiles();
    if (files.isEmpty()) {
      return;
    }
    TreeModel.Node file = files.get(operation.place % files.size());
    int size = size(operation.size);
    switch (operation.kind) {
      case 10 -> write(file, file.bytes.length, bytes(size, operation.name));
      case 11 -> write(file, size(operation.name << 4), bytes(size, operation.name));
      case 12 -> truncate(file, size);
      case 13 -> allocate(file, size, operation.name);
      default -> link(file, operation);
    }
  }

  /** Returns a size near a place where something changes. */
  private int size(int choice) {
    int block = shape.blockBytes();
    int fragment = shape.fragmentBytes();
    int[] marks = {
      0,
      fragment,
      2 * fragment,
      block,
      2 * block,
      12 * block,
      13 * block,
      20 * block,
      70 * block,
      block
    };
    int mark = marks[choice % 10];
    return Math.max(0, mark + (choice >> 3 & 63) % 5 - 2 + (choice >> 9 & 1) * 100);
  }

  private static byte[] bytes(int size, int seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  private static FileName name(int choice) {
    int number = choice & 15;
    return FileName.of(number < 10 ? "n" + number : "long" + number + "x".repeat(16 * number - 1));
  }

  /** Returns a name that is there, as a rule. */
  private static FileName present(TreeModel.Node directory, int choice) {
    List<FileName> names = List.copyOf(directory.children.keySet());
    return (choice & 7) == 0 || names.isEmpty()
        ? name(choice >> 3)
        : names.get((choice >> 3) % names.size());
  }

  private void create(
      TreeModel.Node directory, FileName name, FileType type, NewFile attributes, int size)
      throws IOException {
    TreeModel.Node node;
    try {
      node = new TreeModel.Node(type, create(directory.inode, name, type, attributes, size));
    } catch (FileAlreadyExistsException e) {
      assertTrue(directory.children.containsKey(name));
      return;
    }
    assertFalse(directory.children.containsKey(name));
    if (type == FileType.SYMBOLIC_LINK) {
      node.bytes = bytes(1 + (size & 1023) % 1023, size);
    } else if (type == FileType.CHARACTER_DEVICE) {
      node.device = new DeviceNumber(size >> 4 & 255, size & 0xfff);
    }
    node.permissions = attributes.permissions();
    node.uid = attributes.uid();
    node.gid = attributes.gid();
    node.parent = directory;
    node.names = 1;
    directory.children.put(name, node);
  }

  private long create(long directory, FileName name, FileType type, NewFile attributes, int size)
      throws IOException {
    return switch (type) {
      case REGULAR -> volume.createFile(directory, name, attributes);
      case DIRECTORY -> volume.createDirectory(directory, name, attributes);
      case SYMBOLIC_LINK ->
          volume.createSymbolicLink(
              directory, name, bytes(1 + (size & 1023) % 1023, size), attributes);
      case CHARACTER_DEVICE ->
          volume.createDevice(
              directory, name, type, new DeviceNumber(size >> 4 & 255, size & 0xfff), attributes);
      default -> volume.createFifo(directory, name, attributes);
    };
  }

  private void unlink(TreeModel.Node directory, FileName name) throws IOException {
    TreeModel.Node node = directory.children.get(name);
    try {
      volume.unlink(directory.inode, name);
    } catch (NoSuchFileException e) {
      assertTrue(node == null);
      return;
    } catch (FileSystemException e) {
      assertEquals(FileType.DIRECTORY, node.type);
      return;
    }
    assertTrue(node.type != FileType.DIRECTORY);
    directory.children.remove(name);
    node.names--;
  }

  private void removeDirectory(TreeModel.Node directory, FileName name) throws IOException {
    TreeModel.Node node = directory.children.get(name);
    try {
      volume.removeDirectory(directory.inode, name);
    } catch (NoSuchFileException e) {
      assertTrue(node == null);
      return;
    } catch (DirectoryNotEmptyException e) {
      assertFalse(node.children.isEmpty());
      return;
    } catch (FileSystemException e) {
      assertTrue(node.type != FileType.DIRECTORY);
      return;
    }
    assertTrue(node.type == FileType.DIRECTORY && node.children.isEmpty());
    directory.children.remove(name);
  }

  private void rename(TreeModel.Node from, FileName oldName, TreeModel.Node to, FileName newName)
      throws IOException {
    TreeModel.Node node = from.children.get(oldName);
    TreeModel.Node target = to.children.get(newName);
    String refusal = refusal(node, to, target);
    try {
      volume.rename(from.inode, oldName, to.inode, newName);
    } catch (FileSystemException e) {
      assertTrue(refusal != null, () -> "refused: " + e);
      return;
    }
    assertEquals(null, refusal);
    if (node == target) {
      return;
    }
    if (target != null) {
      target.names--;
    }
    to.children.put(newName, node);
    from.children.remove(oldName);
    node.parent = to;
  }

  private String refusal(TreeModel.Node node, TreeModel.Node to, TreeModel.Node target) {
    if (node == null) {
      return "absent";
    }
    boolean moved = node.type == FileType.DIRECTORY;
    if (moved && model.isWithin(to, node)) {
      return "into itself";
    }
    if (target == null || target == node) {
      return null;
    }
    boolean replaced = target.type == FileType.DIRECTORY;
    if (moved != replaced) {
      return "of another type";
    }
    return replaced && !target.children.isEmpty() ? "not empty" : null;
  }

  private void link(TreeModel.Node file, Operation operation) throws IOException {
    List<TreeModel.Node> directories = model.directories();
    TreeModel.Node directory = directories.get(operation.size % directories.size());
    FileName name = name(operation.name);
    try {
      volume.link(directory.inode, name, file.inode);
    } catch (FileAlreadyExistsException e) {
      assertTrue(directory.children.containsKey(name));
      return;
    }
    assertFalse(directory.children.containsKey(name));
    directory.children.put(name, file);
    file.names++;
  }

  private void change(TreeModel.Node directory, FileName name, NewFile attributes)
      throws IOException {
    TreeModel.Node node = directory.children.get(name);
    if (node != null) {
      volume.setPermissions(node.inode, attributes.permissions());
      volume.setOwner(node.inode, attributes.gid(), attributes.uid());
      node.permissions = attributes.permissions();
      node.uid = attributes.gid();
      node.gid = attributes.uid();
      Inode inode = volume.inode(node.inode);
      assertEquals(attributes.gid(), inode.uid());
    }
  }

  private void write(TreeModel.Node file, int position, byte[] bytes) throws IOException {
    volume.write(file.inode, position, ByteBuffer.wrap(bytes));
    if (bytes.length > 0) {
      file.bytes = Arrays.copyOf(file.bytes, Math.max(file.bytes.length, position + bytes.length));
      System.arraycopy(bytes, 0, file.bytes, position, bytes.length);
    }
  }

  private void truncate(TreeModel.Node file, int size) throws IOException {
    volume.truncate(file.inode, size);
    file.bytes = Arrays.copyOf(file.bytes, size);
  }

  private void allocate(TreeModel.Node file, int size, int seed) throws IOException {
    volume.truncate(file.inode, 0);
    file.bytes = new byte[0];
    byte[] bytes = bytes(size, seed);
    long reserved = 0;
    for (Extent extent : volume.allocate(file.inode, size)) {
      assertEquals(reserved, extent.fileOffset());
      reserved = extent.fileEnd();
      int at = (int) extent.deviceOffset();
      Arrays.fill(image, at, at + (int) extent.bytes(), (byte) 0);
      int count = (int) Math.min(extent.bytes(), size - extent.fileOffset());
      System.arraycopy(bytes, (int) extent.fileOffset(), image, at, count);
    }
    assertTrue(reserved >= size && reserved < size + shape.blockBytes());
    file.bytes = bytes;
  }
}
