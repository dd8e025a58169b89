package org.bootarchive.interop;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.ByteSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.bootarchive.ufs.testing.RequiredTool;

/**
 * The Sleuth Kit as a reader of images, by inode number: its way from name to inode takes illumos'
 * directories for BSD's.
 *
 * <p>Every method ends the test where the tool is missing.
 */
final class SleuthKit {
  /** The longest text of a symbolic link that it looks for in the inode, as BSD keeps it. */
  static final int INLINE_LINK_LIMIT = 60;

  private final Path image;

  SleuthKit(Path image) {
    this.image = image;
  }

  /**
   * An inode as {@code ils -e} shows it. Its owner is left out: the tool shows ic_shadow for the
   * user and ic_uid for the group, which is where BSD keeps them.
   *
   * @param allocated whether the group's bitmap has it
   * @param times modification, access, change; seconds without a sign
   */
  record InodeLine(
      boolean allocated, List<Long> times, int permissions, int linkCount, long size) {}

  /** Returns the statistics of the file system. */
  SleuthKitStatistics statistics() {
    return SleuthKitStatistics.parse(run("fsstat").text());
  }

  /** Returns every inode in the order of their numbers, and a last one that the tool makes up. */
  List<InodeLine> inodes() {
    List<InodeLine> inodes = new ArrayList<>();
    // Two lines about the image and one of titles come first.
    run("ils", "-e").text().lines().skip(3).forEach(line -> inodes.add(inode(line)));
    return inodes;
  }

  private static InodeLine inode(String line) {
    List<String> f = Splitter.on('|').splitToList(line);
    return new InodeLine(
        f.get(1).equals("a"),
        List.of(Long.valueOf(f.get(4)), Long.valueOf(f.get(5)), Long.valueOf(f.get(6))),
        Integer.parseInt(f.get(8), 8),
        Integer.parseInt(f.get(9)),
        Long.parseLong(f.get(10)));
  }

  /** Returns the fragments that the groups' bitmaps have as allocated. */
  BitSet allocatedFragments() {
    BitSet allocated = new BitSet();
    run("blkls", "-l", "-e")
        .text()
        .lines()
        .skip(3)
        .map(line -> Splitter.on('|').splitToList(line))
        .filter(fields -> fields.get(1).equals("a"))
        .forEach(fields -> allocated.set(Integer.parseInt(fields.get(0))));
    return allocated;
  }

  /**
   * What {@code istat} shows of an inode.
   *
   * @param fields by title: "size", "num of links", "mode" and others
   * @param data addresses of the data fragments in the order of the file, 0 in holes
   */
  record InodeReport(ImmutableMap<String, String> fields, List<Long> data) {}

  /** Returns what there is to know of an inode. */
  InodeReport report(long inode) {
    ImmutableMap.Builder<String, String> fields = ImmutableMap.builder();
    List<Long> data = new ArrayList<>();
    boolean inData = false;
    for (String line : run("istat", String.valueOf(inode)).text().lines().toList()) {
      int colon = line.indexOf(": ");
      if (line.endsWith(":")) {
        inData = line.equals("Direct Blocks:");
      } else if (inData) {
        Splitter.on(' ')
            .omitEmptyStrings()
            .split(line)
            .forEach(word -> data.add(Long.valueOf(word)));
      } else if (colon > 0) {
        fields.put(line.substring(0, colon), line.substring(colon + 2));
      }
    }
    return new InodeReport(fields.buildOrThrow(), data);
  }

  /** Returns the bytes of an inode. */
  ByteSource content(long inode) {
    return run("icat", String.valueOf(inode)).output();
  }

  private ToolRun run(String tool, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(RequiredTool.sleuthKit(tool).path().toString());
    List<String> options = new ArrayList<>(List.of("-f", "ufs", "-i", "raw"));
    List<String> behind = new ArrayList<>();
    for (String argument : arguments) {
      (argument.startsWith("-") ? options : behind).add(argument);
    }
    command.addAll(options);
    command.add(image.toString());
    command.addAll(behind);
    return ToolRun.of(command, target -> {}).good();
  }
}
