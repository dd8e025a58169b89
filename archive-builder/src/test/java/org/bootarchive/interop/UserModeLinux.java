package org.bootarchive.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bootarchive.media.disk.PartContent;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.device.FileBlockDevice;
import org.bootarchive.ufs.disk.ImageFormat;
import org.bootarchive.ufs.testing.RequiredTool;

/**
 * The Linux kernel as a reader of images: a kernel that runs as an ordinary process, without root,
 * and mounts them read-only.
 *
 * <p>Booting takes a second, each image a fraction: one boot serves up to {@link #IMAGES_A_BOOT}.
 */
final class UserModeLinux {
  /** The most disks that the kernel takes. */
  static final int IMAGES_A_BOOT = 16;

  /** The file systems, and the character sets of vfat. */
  private static final List<String> MODULES =
      List.of(
          "kernel/fs/ufs/ufs.ko",
          "kernel/fs/isofs/isofs.ko",
          "kernel/fs/fat/vfat.ko",
          "kernel/fs/nls/nls_cp437.ko",
          "kernel/fs/nls/nls_iso8859-1.ko",
          "kernel/fs/nls/nls_utf8.ko");

  private static final Duration LIMIT = Duration.ofMinutes(3);

  private static UserModeLinux installed;

  private final Path kernel;
  private final Path initramfs;

  private UserModeLinux(Path kernel, Path initramfs) {
    this.kernel = kernel;
    this.initramfs = initramfs;
  }

  /** Returns the kernel, made ready once; ends the test without one. */
  private static synchronized UserModeLinux installed() throws IOException {
    if (installed == null) {
      Path kernel = RequiredTool.USER_MODE_LINUX.path();
      Path busybox = RequiredTool.BUSYBOX.path();
      String release = ToolRun.of(kernel.toString(), "--version").good().text().trim();
      List<Path> modules = KernelModules.loadOrder(release, MODULES);
      Path initramfs = Files.createTempFile("uml", ".cpio");
      initramfs.toFile().deleteOnExit();
      Initramfs.write(initramfs, busybox, modules);
      installed = new UserModeLinux(kernel, initramfs);
    }
    return installed;
  }

  /**
   * Returns what the kernel says of some images, in their order; ends the test without a kernel.
   */
  static List<LinuxListing> list(List<Path> images) throws IOException {
    UserModeLinux kernel = installed();
    List<LinuxListing> listings = new ArrayList<>();
    for (int from = 0; from < images.size(); from += IMAGES_A_BOOT) {
      int to = Math.min(images.size(), from + IMAGES_A_BOOT);
      listings.addAll(kernel.boot(images.subList(from, to)));
    }
    return listings;
  }

  /** Starts a kernel that has nothing to read; ends the test if that does not work here. */
  static void require() {
    try {
      installed().boot(List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns what the kernel says of an image; ends the test without a kernel. */
  static LinuxListing list(Path image) throws IOException {
    return list(List.of(image)).get(0);
  }

  private List<LinuxListing> boot(List<Path> images) throws IOException {
    // The images' names in the kernel's command line stay plain, whatever they are.
    Path directory = Files.createTempDirectory(executableDirectory(), "uml");
    try {
      Path host = Files.createDirectory(directory.resolve("host"));
      Files.createSymbolicLink(directory.resolve("initramfs"), initramfs);
      List<String> command =
          new ArrayList<>(
              List.of(
                  kernel.toString(),
                  "mem=192M",
                  "initrd=initramfs",
                  "con0=null,fd:1",
                  "con=null",
                  "ssl=null",
                  "quiet",
                  "panic=-1",
                  "uml_dir=.",
                  "umid=kernel",
                  "hostdir=\"" + host.toRealPath() + "\""));
      StringBuilder table = new StringBuilder();
      for (int i = 0; i < images.size(); i++) {
        char letter = (char) ('a' + i);
        Files.createDirectory(host.resolve(String.valueOf(letter)));
        Files.createSymbolicLink(
            directory.resolve("disk" + letter), images.get(i).toAbsolutePath());
        command.add("ubd" + i + "r=disk" + letter);
        table.append(letter).append(' ').append(type(images.get(i))).append('\n');
      }
      Files.writeString(host.resolve("images"), table);
      String console = run(command, directory);
      if (!Files.exists(host.resolve("started"))) {
        throw RequiredTool.missing("user-mode Linux does not start here: " + console);
      }
      if (!Files.exists(host.resolve("done"))) {
        throw new AssertionError("the kernel did not come to its end: " + console);
      }
      if (Files.exists(host.resolve("trouble")) && Files.size(host.resolve("trouble")) > 0) {
        throw new AssertionError(Files.readString(host.resolve("trouble")));
      }
      List<LinuxListing> listings = new ArrayList<>();
      for (int i = 0; i < images.size(); i++) {
        listings.add(LinuxListingReader.read(host.resolve(String.valueOf((char) ('a' + i)))));
      }
      return listings;
    } finally {
      ToolRun.delete(directory);
    }
  }

  private static String run(List<String> command, Path directory) throws IOException {
    Path console = directory.resolve("console");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(console.toFile())
            .redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
    // The kernel's memory is a file there.
    builder.environment().put("TMPDIR", directory.toString());
    try {
      ToolRun.await(builder.start(), LIMIT, command);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
    return Files.readString(console, StandardCharsets.ISO_8859_1);
  }

  /** Returns the kind of an image's file system and the options to mount it with. */
  private static String type(Path image) throws IOException {
    PartContent content;
    try (FileBlockDevice device = FileBlockDevice.open(image)) {
      content = PartContent.of(device);
    }
    return switch (content) {
      case ISO -> "iso9660 ro";
      case FAT -> "vfat ro,tz=UTC,utf8";
      case UFS, OTHER -> "ufs ro,ufstype=" + ufsType(image);
    };
  }

  private static String ufsType(Path image) throws IOException {
    try (FileBlockDevice device = FileBlockDevice.open(image)) {
      ByteOrder order = ImageFormat.readSuperblock(device).byteOrder();
      return order == ByteOrder.LITTLE_ENDIAN ? "sunx86" : "sun";
    } catch (CorruptImageException e) {
      return "sunx86";
    }
  }

  /** Returns a directory for temporary files that may be executed, as the kernel's memory is. */
  private static Path executableDirectory() throws IOException {
    for (String candidate : List.of(System.getProperty("java.io.tmpdir"), "/dev/shm", "target")) {
      Path directory = Path.of(candidate);
      if (Files.isWritable(directory) && executes(directory)) {
        return directory;
      }
    }
    throw RequiredTool.missing("a temporary directory that is not mounted noexec");
  }

  private static boolean executes(Path directory) throws IOException {
    Path script = Files.createTempFile(directory, "try", ".sh");
    try {
      Files.writeString(script, "#!/bin/sh\n");
      // access(2) denies execution on a file system that is mounted noexec.
      return script.toFile().setExecutable(true) && Files.isExecutable(script);
    } finally {
      Files.delete(script);
    }
  }
}
