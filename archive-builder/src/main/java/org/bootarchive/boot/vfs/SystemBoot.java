package org.bootarchive.boot.vfs;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.io.ByteSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /**
   * The value that stands for "no such property" ({@code DDI_PROP_NOT_FOUND}): a size of one byte
   * counts as none.
   */
  private static final long NOT_FOUND = 1;

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
    final String path;
    final Node parent;
    final @Nullable Map<String, Node> children;
    final long size;
    final ByteSource content;
    long subdirectories;

    /** Creates the root. */
    Node() {
      this.path = MOUNT_POINT;
      this.parent = this;
      this.children = new HashMap<>();
      this.size = 0;
      this.content = ByteSource.empty();
    }

    Node(String name, Node parent, boolean directory, long size, ByteSource content) {
      this.path = parent.path + "/" + name;
      this.parent = parent;
      this.children = directory ? new HashMap<>() : null;
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
    String name = KernelPath.of(property.name());
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
    Node file = new Node(last, directory, false, property.size(), content);
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
        next = new Node(component, at, true, 0, ByteSource.empty());
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
   * Returns what an open of a path answers after the boot.
   *
   * @param path absolute; what is not below /system/boot fails here
   * @throws IllegalArgumentException if a char stands for no byte
   */
  public Lookup lookup(String path) {
    String bytes = KernelPath.of(path);
    if (panics) {
      return new Lookup.Crash(
          path, "a module wants a directory where another one is a file: the kernel panics");
    }
    List<String> components = Splitter.on('/').omitEmptyStrings().splitToList(bytes);
    if (!bytes.startsWith("/")
        || components.size() < 2
        || !components.get(0).equals("system")
        || !components.get(1).equals("boot")) {
      return new Lookup.Failed(path, "not below /system/boot");
    }
    Node node = walk(components.subList(2, components.size()));
    if (node == null || (node.children == null && bytes.endsWith("/"))) {
      return new Lookup.Failed(path, "not found");
    }
    boolean directory = node.children != null;
    return new Lookup.Found(
        path,
        BootFileSystem.BOOTFS,
        directory ? node.subdirectories : node.size,
        directory ? DIRECTORY_MODE : FILE_MODE,
        node.content);
  }

  private @Nullable Node walk(List<String> components) {
    Node at = root;
    for (String component : components) {
      if (at.children == null) {
        return null;
      }
      if (component.equals("..")) {
        at = at.parent;
      } else if (!component.equals(".")) {
        Node next = at.children.get(component);
        if (next == null) {
          return null;
        }
        at = next;
      }
    }
    return at;
  }
}
