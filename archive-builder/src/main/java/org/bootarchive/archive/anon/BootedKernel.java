package org.bootarchive.archive.anon;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.io.ByteSource;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bootarchive.archive.tree.ArchiveTree;
import org.bootarchive.archive.tree.VolumePath;
import org.bootarchive.archive.tree.VolumePath.LastLink;
import org.bootarchive.boot.DryBoot;
import org.bootarchive.boot.DryBootReport;
import org.bootarchive.boot.module.BootModule;
import org.bootarchive.boot.module.ModuleHandover;
import org.bootarchive.boot.module.ModuleSet;
import org.bootarchive.dtrace.KernelFiles;
import org.bootarchive.dtrace.compile.TypeEnvironment;
import org.bootarchive.dtrace.elf.KernelModule;
import org.bootarchive.dtrace.types.DLibrary;
import org.bootarchive.dtrace.types.KernelTypes;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.DirectoryEntry;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.text.ByteString;
import org.bootarchive.ufs.volume.FileContent;
import org.bootarchive.ufs.volume.Vnode;
import org.bootarchive.ufs.volume.Volume;

/**
 * The kernel of a dry boot as a compiler of D sees it: types, symbols and probes of unix, genunix
 * and the modules, those below /usr too that come with the ramdisk's usr.lgz after boot, and the
 * libraries of D in its {@code /usr/lib/dtrace}. What a compiler needs is read when it is asked
 * for.
 */
public final class BootedKernel {
  private static final String LIBRARIES = "usr/lib/dtrace";
  private static final String USR_MODULES = "usr/kernel";
  private static final String INSTRUCTION_SET = "amd64";
  private static final String LIBRARY_SUFFIX = ".d";

  /** The longest library is some 20 KB. */
  private static final long MAX_LIBRARY_BYTES = 4 << 20;

  private static final int MAX_LIBRARIES = 1000;
  private static final int MAX_DIRECTORIES = 100;

  private BootedKernel() {}

  /**
   * Opens the kernel of a boot archive by itself.
   *
   * @param archive the archive, which must be open as long and is closed with the environment
   * @throws CorruptImageException if it is none that a kernel starts from
   * @throws IOException if it cannot be read
   */
  public static TypeEnvironment of(BlockDevice archive) throws IOException {
    BootModule module =
        new BootModule(ByteString.of("boot_archive type=rootfs name=ramdisk"), archive);
    ModuleSet set = ModuleSet.of(ImmutableList.of(module));
    return of(DryBoot.run(set), set.modules());
  }

  /**
   * Opens the kernel of a dry boot.
   *
   * @param modules the modules that were booted from, which must be open as long; the ramdisk is
   *     closed with the environment
   * @throws CorruptImageException if the kernel does not come up, or its ramdisk is no UFS
   * @throws IOException if a module cannot be read
   */
  public static TypeEnvironment of(DryBootReport report, List<BootModule> modules)
      throws IOException {
    Optional<BootedFiles> booted = BootedFiles.of(report);
    if (booted.isEmpty()
        || !(report.handover() instanceof ModuleHandover.Accepted accepted)
        || accepted.ramdisk().isEmpty()) {
      throw new CorruptImageException(
          "boot archive", -1, "is nothing that the kernel starts from: " + report.verdict());
    }
    Volume root = Volume.open(modules.get(accepted.ramdisk().getAsInt()).content());
    ArchiveTree tree = null;
    TypeEnvironment environment = null;
    try {
      tree = ArchiveTree.afterBoot(root);
      WithUsr files = new WithUsr(booted.get(), tree);
      ArchiveTree opened = tree;
      Closeable both =
          () -> {
            opened.close();
            root.close();
          };
      environment = TypeEnvironment.of(KernelTypes.of(files, libraries(tree)), both);
      return environment;
    } finally {
      if (environment == null) {
        if (tree != null) {
          tree.close();
        }
        root.close();
      }
    }
  }

  private static Optional<Vnode> find(ArchiveTree tree, String path) throws IOException {
    return VolumePath.find(tree, path.getBytes(StandardCharsets.ISO_8859_1), LastLink.FOLLOW)
        .map(VolumePath::vnode);
  }

  /** Returns what a directory has but itself and its parent, in order; none if it is not there. */
  private static ImmutableList<String> names(ArchiveTree tree, String path) throws IOException {
    Optional<Vnode> directory = find(tree, path);
    if (directory.isEmpty() || directory.get().type() != FileType.DIRECTORY) {
      return ImmutableList.of();
    }
    ImmutableList.Builder<String> names = ImmutableList.builder();
    for (DirectoryEntry entry : directory.get().volume().entries(directory.get().number())) {
      String name = new String(entry.name().toBytes(), StandardCharsets.ISO_8859_1);
      if (!name.equals(".") && !name.equals("..")) {
        names.add(name);
      }
    }
    return names.build();
  }

  private static ImmutableList<DLibrary> libraries(ArchiveTree tree) throws IOException {
    List<DLibrary> libraries = new ArrayList<>();
    for (String name : names(tree, LIBRARIES)) {
      String path = LIBRARIES + "/" + name;
      if (name.endsWith(LIBRARY_SUFFIX) && libraries.size() < MAX_LIBRARIES) {
        Optional<byte[]> text = read(tree, path, MAX_LIBRARY_BYTES);
        if (text.isPresent()) {
          libraries.add(
              new DLibrary("/" + path, new String(text.get(), StandardCharsets.ISO_8859_1)));
        }
      }
    }
    return ImmutableList.copyOf(libraries);
  }

  private static Optional<byte[]> read(ArchiveTree tree, String path, long limit)
      throws IOException {
    Optional<Vnode> file = find(tree, path);
    if (file.isEmpty() || file.get().type() != FileType.REGULAR) {
      return Optional.empty();
    }
    FileContent content = file.get().volume().content(file.get().number());
    if (content.size() > limit) {
      throw new CorruptImageException(
          "/" + path, -1, content.size() + " bytes, more than " + limit + ", which none has");
    }
    try (InputStream in = content.openStream()) {
      return Optional.of(in.readNBytes((int) content.size()));
    }
  }

  /** The files of mid-boot, and modules that are below /usr after it. */
  private static final class WithUsr implements KernelFiles {
    private final KernelFiles booted;
    private final ArchiveTree tree;
    private final Map<String, String> inUsr = new LinkedHashMap<>();
    private final ImmutableList<String> names;

    WithUsr(KernelFiles booted, ArchiveTree tree) throws IOException {
      this.booted = booted;
      this.tree = tree;
      Set<String> own = ImmutableSet.copyOf(booted.moduleNames());
      int directories = 0;
      for (String directory : names(tree, USR_MODULES)) {
        if (++directories > MAX_DIRECTORIES) {
          break;
        }
        String below = USR_MODULES + "/" + directory + "/" + INSTRUCTION_SET;
        for (String module : names(tree, below)) {
          if (!own.contains(directory + "/" + module)) {
            inUsr.put(directory + "/" + module, below + "/" + module);
          }
        }
      }
      names = ImmutableList.<String>builder().addAll(own).addAll(inUsr.keySet()).build();
    }

    @Override
    public Optional<Found> file(String path) throws IOException {
      return booted.file(path);
    }

    @Override
    public Optional<Found> module(String name) throws IOException {
      String path = inUsr.get(name);
      if (path == null) {
        return booted.module(name);
      }
      return read(tree, path, KernelModule.MAX_BYTES)
          .map(content -> new Found("/" + path, ByteSource.wrap(content)));
    }

    @Override
    public Optional<Found> driverConf(String driver) throws IOException {
      return booted.driverConf(driver);
    }

    @Override
    public ImmutableList<String> moduleNames() {
      return names;
    }

    @Override
    public boolean namesAreComplete() {
      return booted.namesAreComplete();
    }
  }
}
