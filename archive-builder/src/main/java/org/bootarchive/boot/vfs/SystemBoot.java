package org.bootarchive.boot.vfs;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.io.ByteSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.bootarchive.boot.module.BootModule;
import org.bootarchive.boot.module.ModuleHandover;
import org.bootarchive.boot.module.ModuleProperty;
import org.jspecify.annotations.Nullable;

/**
 * The file system at {@code /system/boot} that shows the boot modules after the boot
 * (bootfs_construct.c). Never changes; any number of threads may use it.
 *
 * <p>Its rules are not those of the middle of the boot: of modules of the same name the first one
 * wins, and the first empty module ends the list.
 */
public final class SystemBoot {
  private static final String MOUNT_POINT = "/system/boot";
  private static final int FILE_MODE = 0100555;
  private static final int DIRECTORY_MODE = 040555;

  /** The longest name that a lookup takes ({@code MAXNAMELEN} without its NUL). */
  private static final int MAX_NAME_BYTES = 255;

  /**
   * The value that stands for "no such property" ({@code DDI_PROP_NOT_FOUND}): a size of one byte
   * counts as none.
   */
  private static final long NOT_FOUND = 1;

  private static final int NO_PROPERTY = -1;

  /** What becomes of a module. */
  public enum Fate {
    /** It is a file. */
    SHOWN,
    /** There is a file or directory of that name already; counted in ndup. */
    DUPLICATE,
    /** Its name is empty or ends with a slash; counted in ndiscard. */
    DISCARDED,
    /** It has no bytes, or one: the kernel takes it for the end of the list. */
    ENDS_LIST,
    /**
     * It wants a directory where a file is: the kernel uses the file as a directory, and panics.
     */
    PANICS,
    /** The kernel does not come to it. */
    NOT_REACHED
  }

  /**
   * A module and what becomes of it.
   *
   * @param property its name and size
   * @param path where it is, from /system/boot on; empty unless it is shown
   */
  public record Module(ModuleProperty property, Fate fate, String path) {}

  /** A file, or a directory if {@code children} is not null. */
  private static final class Node {
    /** The position among the properties; {@link #NO_PROPERTY} for a directory. */
    final int property;

    final String path;
    final Node parent;
    final @Nullable Map<String, Node> children;
    final long size;
    final ByteSource content;
    long subdirectories;

    /** Creates the root. */
    Node() {
      this.property = NO_PROPERTY;
      this.path = MOUNT_POINT;
      this.parent = this;
      this.children = new HashMap<>();
      this.size = 0;
      this.content = ByteSource.empty();
    }

    /** Creates a directory. */
    Node(String name, Node parent) {
      this.property = NO_PROPERTY;
      this.path = parent.path + "/" + name;
      this.parent = parent;
      this.children = new HashMap<>();
      this.size = 0;
      this.content = ByteSource.empty();
    }

    /** Creates a file. */
    Node(String name, Node parent, int property, long size, ByteSource content) {
      this.property = property;
      this.path = parent.path + "/" + name;
      this.parent = parent;
      this.children = null;
      this.size = size;
      this.content = content;
    }
  }

  private final Node root = new Node();
  private final List<Module> modules = new ArrayList<>();
  private boolean panics;

  private SystemBoot() {}

  /**
   * Builds the file system.
   *
   * @param handover what dboot made of the modules
   * @param modules the modules that {@code handover} speaks of
   */
  public static SystemBoot of(ModuleHandover.Accepted handover, List<BootModule> modules) {
    SystemBoot systemBoot = new SystemBoot();
    boolean ended = false;
    for (ModuleProperty property : handover.properties()) {
      if (ended) {
        systemBoot.modules.add(new Module(property, Fate.NOT_REACHED, ""));
        continue;
      }
      BootModule module = modules.get(property.module());
      Module added = systemBoot.add(property, new ModuleBytes(module.content()));
      systemBoot.modules.add(added);
      ended = added.fate() == Fate.ENDS_LIST || added.fate() == Fate.PANICS;
    }
    return systemBoot;
  }

  /** Returns whether the kernel takes a module of this size for the end of the list. */
  static boolean endsList(long size) {
    return size == 0 || size == NOT_FOUND;
  }

  private Module add(ModuleProperty property, ByteSource content) {
    if (endsList(property.size())) {
      return new Module(property, Fate.ENDS_LIST, "");
    }
    String name = property.name().beforeNul().latin1();
    List<String> components = Splitter.on('/').omitEmptyStrings().splitToList(name);
    if (components.isEmpty() || name.endsWith("/")) {
      addDirectories(components);
      return new Module(property, panics ? Fate.PANICS : Fate.DISCARDED, "");
    }
    String last = components.get(components.size() - 1);
    Node directory = addDirectories(components.subList(0, components.size() - 1));
    if (directory == null || directory.children == null) {
      panics = true;
      return new Module(property, Fate.PANICS, "");
    }
    if (directory.children.containsKey(last)) {
      return new Module(property, Fate.DUPLICATE, "");
    }
    Node file = new Node(last, directory, modules.size(), property.size(), content);
    directory.children.put(last, file);
    return new Module(property, Fate.SHOWN, file.path);
  }

  /**
   * Makes the directories of a name. A file in the way is taken for a directory; that does no harm
   * before something is looked for in it.
   *
   * @return the last one; null if something was looked for in a file
   */
  private @Nullable Node addDirectories(List<String> components) {
    Node at = root;
    for (String component : components) {
      if (component.equals(".")) {
        continue;
      }
      if (component.equals("..")) {
        at = at.parent;
        continue;
      }
      if (at.children == null) {
        panics = true;
        return null;
      }
      Node next = at.children.get(component);
      if (next == null) {
        next = new Node(component, at);
        at.children.put(component, next);
        at.subdirectories++;
      }
      at = next;
    }
    return at;
  }

  /** Returns every module that has a property, in order. */
  public ImmutableList<Module> modules() {
    return ImmutableList.copyOf(modules);
  }

  /** Returns whether the kernel panics while it builds the file system. */
  public boolean panics() {
    return panics;
  }

  /**
   * Returns what an open of a path answers after the boot ({@code lookuppnvp} of lookup.c), as far
   * as that is a file or directory of this file system.
   *
   * @param path absolute; what the file system of the root answers for fails here, with a reason
   * @throws IllegalArgumentException if a char stands for no byte
   */
  public Lookup lookup(String path) {
    String bytes = KernelPath.of(path);
    if (panics) {
      return new Lookup.Crash(
          path, "a module wants a directory where another one is a file: the kernel panics");
    }
    if (bytes.length() >= KernelPath.MAX_BYTES) {
      return new Lookup.Failed(
          path, "a path of " + bytes.length() + " bytes is too long: the limit is 1023");
    }
    if (!bytes.startsWith("/")) {
      return new Lookup.Failed(path, "not below /system/boot");
    }
    MountedWalk walk = new MountedWalk(root);
    for (String component : Splitter.on('/').omitEmptyStrings().split(bytes)) {
      String obstacle = walk.enter(component);
      if (!obstacle.isEmpty()) {
        return new Lookup.Failed(path, obstacle);
      }
    }
    Node node = walk.node();
    if (node == null) {
      return new Lookup.Failed(path, "not below /system/boot, but of the root file system");
    }
    boolean directory = node.children != null;
    if (!directory && bytes.endsWith("/")) {
      return new Lookup.Failed(path, "not a directory");
    }
    return new Lookup.Found(
        path,
        BootFileSystem.BOOTFS,
        directory ? node.subdirectories : node.size,
        directory ? DIRECTORY_MODE : FILE_MODE,
        node.content);
  }

  /**
   * Returns which module a path is: its position among the properties; empty if it is none.
   *
   * @param path as for {@link #lookup(String)}
   */
  public OptionalInt module(String path) {
    if (!(lookup(path) instanceof Lookup.Found)) {
      return OptionalInt.empty();
    }
    MountedWalk walk = new MountedWalk(root);
    Splitter.on('/').omitEmptyStrings().split(KernelPath.of(path)).forEach(walk::enter);
    Node node = walk.node();
    return node == null || node.property == NO_PROPERTY
        ? OptionalInt.empty()
        : OptionalInt.of(node.property);
  }

  /**
   * A way from the root of the root file system, of which it knows the mount point and what leads
   * there.
   */
  private static final class MountedWalk {
    private static final ImmutableList<String> MOUNT_POINT_NAMES =
        ImmutableList.of("system", "boot");

    private final Node mounted;

    /** Where the walk is in the mounted file system; null if it is above that. */
    private @Nullable Node node;

    /** How many of the mount point's names are entered. */
    private int depth;

    MountedWalk(Node mounted) {
      this.mounted = mounted;
    }

    @Nullable Node node() {
      return node;
    }

    /** Looks up a name where the walk is; returns why that fails, empty if it does not. */
    String enter(String name) {
      if (node != null && node.children == null) {
        return "not a directory";
      }
      if (name.length() > MAX_NAME_BYTES) {
        return "a name of " + name.length() + " bytes is too long: the limit is 255";
      }
      if (name.equals(".")) {
        return "";
      }
      if (name.equals("..")) {
        leave();
        return "";
      }
      return node == null ? enterRootFileSystem(name) : enterMounted(node, name);
    }

    /** Goes up; from the root of the mounted file system, to what is above the mount point. */
    private void leave() {
      if (node == null) {
        depth = Math.max(0, depth - 1);
      } else if (node.equals(mounted)) {
        node = null;
        depth--;
      } else {
        node = node.parent;
      }
    }

    private String enterRootFileSystem(String name) {
      if (!MOUNT_POINT_NAMES.get(depth).equals(name)) {
        return "not below /system/boot";
      }
      depth++;
      if (depth == MOUNT_POINT_NAMES.size()) {
        node = mounted;
      }
      return "";
    }

    private String enterMounted(Node directory, String name) {
      Node next = directory.children == null ? null : directory.children.get(name);
      if (next == null) {
        return "not found";
      }
      node = next;
      return "";
    }
  }
}
