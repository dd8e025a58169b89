package org.bootarchive.media.build;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bootarchive.archive.image.BytesContent;
import org.bootarchive.archive.image.Content;
import org.bootarchive.archive.image.FileContent;
import org.bootarchive.archive.platform.Platform;
import org.bootarchive.archive.platform.PlatformImage;
import org.bootarchive.archive.platform.file.PlatformFile;
import org.bootarchive.media.iso.IsoNode;
import org.bootarchive.media.volume.VolumeEdit;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.text.FileName;

/**
 * The files of a medium, as {@code populate_root} of build_boot_image lays them out: the boot
 * loader's at the top, the platform in {@code platform}.
 *
 * @param files contents by path; of a directory, which stands before what is in it, empty
 * @param newest when the youngest of them was changed
 */
record MediumFiles(ImmutableSortedMap<String, Optional<Content>> files, Instant newest) {
  private static final int MOST_FILES = 100_000;
  private static final int MOST_SMALL_BYTES = 16 << 20;
  private static final String LOADER_CONF = "boot/loader.conf";
  private static final String BOOT_VERSION = "etc/version/boot";

  /** What of an existing medium is the boot loader's. */
  private static final ImmutableList<String> BOOT_TOPS = ImmutableList.of("boot", "etc");

  /** Which of the files are the illumos boot loader, by what starts it. */
  private static final ImmutableList<String> LOADERS =
      ImmutableList.of("boot/loader", "boot/loader64.efi", "boot/defaults/loader.conf");

  /** Where others have their configuration, which one of illumos' would contradict. */
  private static final ImmutableList<String> OTHER_LOADERS =
      ImmutableList.of("boot/grub", "boot/grub2", "boot/isolinux", "boot/syslinux");

  /** What build_boot_image writes, for a console on the screen; root's password is "root". */
  private static final String DEFAULT_LOADER_CONF =
      """
      console="text,ttya,ttyb,ttyc,ttyd"
      os_console="text"
      ttya-mode="115200,8,n,1,-"
      ttyb-mode="115200,8,n,1,-"
      ttyc-mode="115200,8,n,1,-"
      ttyd-mode="115200,8,n,1,-"
      loader_logo="smartos"
      loader_brand="smartos"
      root_shadow='$5$2HOHRnK3$NvLlm.1KQBbB0WjoP7xcIwGnllhzp2HnT.mDO7DpxYA'
      smartos="true"
      """;

  private static final Splitter AT_SLASH = Splitter.on('/');

  /**
   * Collects the files.
   *
   * @param boot the directory that has {@code boot} in it, of the host or of a medium
   * @throws CorruptImageException if a link is among them, or another file that no medium has
   * @throws IOException if one cannot be read
   */
  static MediumFiles of(Platform platform, Path boot) throws IOException {
    Collected collected = new Collected();
    for (String top : tops(boot)) {
      collected.addTree(boot, top);
    }
    collected.directory("platform");
    for (PlatformFile file : platform.files()) {
      collected.add(file);
    }
    if (LOADERS.stream().anyMatch(collected.files::containsKey)
        && OTHER_LOADERS.stream().noneMatch(collected.files::containsKey)) {
      collected.files.putIfAbsent(LOADER_CONF, Optional.of(text(DEFAULT_LOADER_CONF)));
    }
    Optional<String> stamp = platform.version();
    if (stamp.isPresent()) {
      // piadm refuses a medium on which the two differ.
      collected.directory("etc");
      collected.directory("etc/version");
      byte[] version = platform.read(PlatformImage.VERSION).orElseThrow();
      collected.files.put(BOOT_VERSION, Optional.of(BytesContent.of(version)));
    }
    return new MediumFiles(ImmutableSortedMap.copyOf(collected.files), collected.newest);
  }

  private static Content text(String text) {
    return BytesContent.of(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static List<String> tops(Path boot) throws IOException {
    if (!Files.isDirectory(boot.resolve("boot"))) {
      throw new FileSystemException(
          boot.getFileSystem().equals(FileSystems.getDefault())
              ? boot.toString()
              : boot.getFileSystem().toString(),
          null,
          "no directory boot with the boot loader's files is in it");
    }
    boolean isMedium =
        Files.isDirectory(boot.resolve("platform")) || Files.isDirectory(boot.resolve("os"));
    try (Stream<Path> children = Files.list(boot)) {
      return children
          .map(child -> String.valueOf(child.getFileName()))
          .filter(name -> !isMedium || BOOT_TOPS.contains(name))
          .sorted()
          .toList();
    }
  }

  private static final class Collected {
    private final Map<String, Optional<Content>> files = new TreeMap<>();
    private Instant newest = Instant.EPOCH;

    void directory(String name) {
      files.putIfAbsent(name, Optional.empty());
    }

    private void put(String name, Optional<Content> content) throws CorruptImageException {
      if (files.size() >= MOST_FILES) {
        throw new CorruptImageException(name, -1, "more than " + MOST_FILES + " files");
      }
      files.put(name, content);
    }

    void addTree(Path boot, String name) throws IOException {
      Path path = boot;
      for (String part : AT_SLASH.split(name)) {
        path = path.resolve(part);
      }
      if (Files.isSymbolicLink(path)) {
        throw new CorruptImageException(
            name, -1, "is a link, which the boot loader does not follow");
      }
      if (Files.isDirectory(path)) {
        put(name, Optional.empty());
        List<String> children;
        try (Stream<Path> listed = Files.list(path)) {
          children = listed.map(child -> String.valueOf(child.getFileName())).sorted().toList();
        }
        for (String child : children) {
          addTree(boot, name + "/" + child);
        }
      } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
        put(name, Optional.of(FileContent.ofWhole(path, Files.size(path))));
        seen(Files.getLastModifiedTime(path).toInstant());
      } else {
        throw new CorruptImageException(name, -1, "is neither a file nor a directory");
      }
    }

    void add(PlatformFile file) throws CorruptImageException {
      String name = "platform/" + file.name();
      Path content = file.content();
      if (file.type() == PlatformFile.Type.SYMBOLIC_LINK) {
        throw new CorruptImageException(
            name, -1, "is a link, which the boot loader does not follow");
      }
      put(
          name,
          content == null
              ? Optional.empty()
              : Optional.of(FileContent.ofWhole(content, file.size())));
      seen(file.modified());
    }

    private void seen(Instant time) {
      newest = time.isAfter(newest) ? time : newest;
    }
  }

  /**
   * Returns the bytes of a small file.
   *
   * @throws FileSystemException if there is none
   * @throws CorruptImageException if it has more than 16 MiB
   */
  byte[] read(String name) throws IOException {
    Optional<Content> content = find(name);
    if (content.isEmpty()) {
      throw new FileSystemException(name, null, "is not among the boot loader's files");
    }
    if (content.get().size() > MOST_SMALL_BYTES) {
      throw new CorruptImageException(name, -1, "has more than 16 MiB");
    }
    return bytes(content.get());
  }

  private static byte[] bytes(Content content) throws IOException {
    byte[] bytes = new byte[(int) content.size()];
    try (BlockDevice device = content.open()) {
      device.read(0, ByteBuffer.wrap(bytes));
    }
    return bytes;
  }

  /** Returns the files without one, which need not be there. */
  MediumFiles without(String name) {
    Map<String, Optional<Content>> rest = new TreeMap<>(files);
    rest.remove(name);
    return new MediumFiles(ImmutableSortedMap.copyOf(rest), newest);
  }

  /** Returns the files with one more, whose directory is there. */
  MediumFiles with(String name, Content content) {
    Map<String, Optional<Content>> all = new TreeMap<>(files);
    all.put(name, Optional.of(content));
    return new MediumFiles(ImmutableSortedMap.copyOf(all), newest);
  }

  /** Returns the content of a regular file. */
  Optional<Content> find(String name) {
    return files.getOrDefault(name, Optional.empty());
  }

  /** Returns the top directory of an ISO 9660 with all files, which are root's. */
  IsoNode toIso(Instant time) {
    return IsoNode.directory(FileName.of(""), below("", time), time);
  }

  /** Returns the first text behind all that start with a prefix, which ends in a slash. */
  private static String behind(String prefix) {
    return prefix.substring(0, prefix.length() - 1) + (char) ('/' + 1);
  }

  private List<IsoNode> below(String prefix, Instant time) {
    List<IsoNode> nodes = new ArrayList<>();
    for (Map.Entry<String, Optional<Content>> file :
        (prefix.isEmpty() ? files : files.subMap(prefix, behind(prefix))).entrySet()) {
      String name = file.getKey().substring(prefix.length());
      if (name.indexOf('/') < 0) {
        nodes.add(
            file.getValue().isPresent()
                ? IsoNode.file(FileName.of(name), file.getValue().get(), time)
                : IsoNode.directory(FileName.of(name), below(file.getKey() + "/", time), time));
      }
    }
    return nodes;
  }

  /** Puts all files on a volume. */
  void putOn(VolumeEdit edit) throws IOException {
    for (Map.Entry<String, Optional<Content>> file : files.entrySet()) {
      ImmutableList<FileName> path =
          AT_SLASH
              .splitToStream(file.getKey())
              .map(FileName::of)
              .collect(ImmutableList.toImmutableList());
      if (file.getValue().isPresent()) {
        edit.put(path, file.getValue().get());
      } else {
        edit.makeDirectory(path);
      }
    }
  }
}
