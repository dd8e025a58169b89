package org.bootarchive.fuzz;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bootarchive.archive.build.ArchiveSource;
import org.bootarchive.archive.build.SourceDate;
import org.bootarchive.archive.source.SourceTree;
import org.bootarchive.boot.config.BootChoices;
import org.bootarchive.boot.config.BootConfiguration;
import org.bootarchive.boot.config.BootRoot;
import org.bootarchive.boot.config.ConfigFile;
import org.bootarchive.boot.config.grub.MenuEntry;
import org.bootarchive.boot.config.grub.MenuLst;
import org.bootarchive.boot.config.grub2.Grub2Configuration;
import org.bootarchive.boot.config.ipxe.IpxeScript;
import org.bootarchive.boot.config.loader.LoaderConf;
import org.bootarchive.boot.config.syslinux.SyslinuxConfiguration;
import org.bootarchive.dtrace.AnonymousEnabling;
import org.bootarchive.dtrace.compile.DOptions;
import org.bootarchive.dtrace.compile.DProgram;
import org.bootarchive.dtrace.compile.TypeEnvironment;
import org.bootarchive.dtrace.conf.DriverConf;
import org.bootarchive.dtrace.conf.SystemFile;
import org.bootarchive.lofi.LofiCheck;
import org.bootarchive.lofi.LofiDevice;
import org.bootarchive.media.fat.FatVolume;
import org.bootarchive.media.iso.IsoVolume;
import org.bootarchive.media.volume.MediaFile;
import org.bootarchive.media.volume.MediaVolume;
import org.bootarchive.ufs.check.UfsCheck;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.volume.MountPoints;
import org.bootarchive.ufs.volume.TreeWalk;
import org.bootarchive.ufs.volume.Vnode;
import org.bootarchive.ufs.volume.Volume;

/** What reads bytes of foreign making: it ends, with a result or an {@link IOException}. */
public enum FuzzedReader {
  IMAGE {
    @Override
    void readAll(byte[] bytes) throws IOException {
      UfsCheck.check(MemoryBlockDevice.of(bytes));
      try (Volume volume = Volume.open(MemoryBlockDevice.of(bytes))) {
        TreeWalk walk = TreeWalk.from(Vnode.rootOf(volume), MountPoints.NONE);
        while (walk.next() != null) {
          // To have gone there is enough.
        }
      }
    }
  },
  CONFIGURATION {
    @Override
    void readAll(byte[] bytes) throws IOException {
      ConfigFile file = ConfigFile.of("fuzzed", bytes);
      MenuLst menu = MenuLst.parse(file);
      for (MenuEntry entry : menu.entries()) {
        menu.boot(entry);
      }
      IpxeScript.parse(file);
      LoaderConf.read(List.of(file));
      DriverConf.parse(bytes);
      SystemFile.parse(bytes);
    }
  },
  GRUB2 {
    @Override
    void readAll(byte[] bytes) throws IOException {
      Path file = Files.write(BootVolume.directory().resolve("boot/grub/grub.cfg"), bytes);
      follow(Grub2Configuration.read(file, BootVolume.root(), BootChoices.DEFAULTS));
    }
  },
  SYSLINUX {
    @Override
    void readAll(byte[] bytes) throws IOException {
      Path file = Files.write(BootVolume.directory().resolve("isolinux/isolinux.cfg"), bytes);
      follow(SyslinuxConfiguration.read(file, BootVolume.root(), BootChoices.DEFAULTS));
    }
  },
  DOF {
    @Override
    void readAll(byte[] bytes) throws IOException {
      AnonymousEnabling.ofDofs(List.of(bytes), Optional.empty());
    }
  },
  TAR {
    @Override
    void readAll(byte[] bytes) throws IOException {
      Path tar = Files.createTempFile("fuzzed", ".tar");
      try {
        Files.write(tar, bytes);
        try (SourceTree tree = ArchiveSource.tar(tar, 1 << 24).read(SourceDate.UNLIMITED)) {
          tree.root();
        }
      } finally {
        Files.delete(tar);
      }
    }
  },
  LOFI {
    @Override
    void readAll(byte[] bytes) throws IOException {
      LofiCheck.check(MemoryBlockDevice.of(bytes), done -> {});
      try (LofiDevice device = LofiDevice.open(MemoryBlockDevice.of(bytes))) {
        device.read(0, ByteBuffer.allocate((int) Math.min(device.size(), 1 << 20)));
      }
    }
  },
  FAT {
    @Override
    void readAll(byte[] bytes) throws IOException {
      try (FatVolume volume = FatVolume.open(MemoryBlockDevice.of(bytes))) {
        volume.check();
        walk(volume);
      }
    }
  },
  ISO {
    @Override
    void readAll(byte[] bytes) throws IOException {
      try (IsoVolume volume = IsoVolume.open(MemoryBlockDevice.of(bytes))) {
        volume.check();
        walk(volume);
      }
    }
  },
  D {
    @Override
    void readAll(byte[] bytes) throws IOException {
      DProgram.compile(
          new String(bytes, StandardCharsets.ISO_8859_1),
          TypeEnvironment.empty(),
          DOptions.DEFAULTS);
    }
  };

  private static final int MOST_FILES = 10_000;

  abstract void readAll(byte[] bytes) throws IOException;

  /** Reads bytes; whatever they are, nothing is thrown that is no defect. */
  public void read(byte[] bytes) {
    try {
      readAll(bytes);
    } catch (IOException e) {
      // What bad input is told by.
    }
  }

  /** Returns the directory of its corpus. */
  String directory() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Boots, and undoes an overlay that may not be there. */
  private static void follow(BootConfiguration configuration) throws IOException {
    configuration.boot();
    configuration.remove();
  }

  /** The volume of configurations that are followed to their files; it has a kernel. */
  private static final class BootVolume {
    private static final Path DIRECTORY = make();

    private static Path make() {
      try {
        Path directory = Files.createTempDirectory("fuzzed");
        for (String name : List.of("boot/grub", "isolinux", "platform/i86pc/kernel/amd64")) {
          Files.createDirectories(directory.resolve(name));
        }
        Files.write(directory.resolve("platform/i86pc/kernel/amd64/unix"), new byte[64]);
        Files.write(directory.resolve("isolinux/mboot.c32"), new byte[64]);
        Files.write(directory.resolve("platform/i86pc/boot_archive"), new byte[64]);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
        return directory;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void delete(Path directory) {
      try {
        MoreFiles.deleteRecursively(directory, RecursiveDeleteOption.ALLOW_INSECURE);
      } catch (IOException e) {
        // It stays among the system's temporary files.
      }
    }

    static Path directory() {
      return DIRECTORY;
    }

    static BootRoot root() throws IOException {
      return BootRoot.of(DIRECTORY);
    }
  }

  private static void walk(MediaVolume volume) throws IOException {
    Deque<MediaFile> directories = new ArrayDeque<>(List.of(volume.root()));
    for (int count = 0; !directories.isEmpty() && count < MOST_FILES; count++) {
      for (MediaFile file : volume.list(directories.remove())) {
        if (file.type() == FileType.DIRECTORY) {
          directories.add(file);
        } else if (file.size() > 0 && file.size() < 1 << 20) {
          try (BlockDevice content = volume.content(file)) {
            content.read(0, ByteBuffer.allocate((int) Math.min(content.size(), 1 << 12)));
          } catch (IOException e) {
            // The next may be read.
          }
        }
      }
    }
  }
}
