package org.bootarchive.ufs.nio;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSetMultimap;
import java.io.IOException;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.bootarchive.ufs.disk.DeviceNumber;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.InodeTime;
import org.bootarchive.ufs.internal.path.Permissions;
import org.bootarchive.ufs.internal.path.Principals;
import org.bootarchive.ufs.volume.NewFile;
import org.bootarchive.ufs.volume.WritableVolume;
import org.jspecify.annotations.Nullable;

/** Attributes that a file is to have; all others stay as they are. */
final class AttributeEdit {
  private static final ImmutableSet<String> TIMES =
      ImmutableSet.of("lastModifiedTime", "lastAccessTime", "creationTime");

  private static final ImmutableSetMultimap<String, String> SETTABLE =
      ImmutableSetMultimap.<String, String>builder()
          .putAll("basic", TIMES)
          .put("owner", "owner")
          .putAll("posix", TIMES)
          .putAll("posix", "owner", "group", "permissions")
          .putAll("unix", TIMES)
          .putAll("unix", "owner", "group", "permissions")
          .putAll("unix", "mode", "uid", "gid", "ctime", "rdev")
          .build();

  private @Nullable Integer mode;
  private @Nullable Long uid;
  private @Nullable Long gid;
  private @Nullable DeviceNumber device;
  private @Nullable InodeTime accessTime;
  private @Nullable InodeTime modifyTime;
  private @Nullable InodeTime changeTime;

  /** Returns the edit that gives a new file its attributes. */
  static AttributeEdit of(FileAttribute<?>... attributes) {
    AttributeEdit edit = new AttributeEdit();
    for (FileAttribute<?> attribute : attributes) {
      edit.put(attribute.name(), attribute.value());
    }
    return edit;
  }

  /** Returns the edit that gives a copy the attributes of its source. */
  static AttributeEdit copyOf(Inode inode) {
    AttributeEdit edit = new AttributeEdit();
    edit.mode = inode.permissions();
    edit.uid = inode.uid();
    edit.gid = inode.gid();
    edit.accessTime = inode.accessTime();
    edit.modifyTime = inode.modifyTime();
    return edit;
  }

  /** Returns the edit that gives a copy the permissions of its source, without set-id bits. */
  static AttributeEdit permissionsOf(Inode inode) {
    AttributeEdit edit = new AttributeEdit();
    edit.mode = inode.permissions() & 0777;
    return edit;
  }

  /** Has a new file be of a type. */
  AttributeEdit ofType(FileType type) {
    mode = (mode == null ? 0644 : mode & 07777) | type.bits();
    return this;
  }

  /** Has a new device stand for a device. */
  AttributeEdit withDevice(DeviceNumber number) {
    device = number;
    return this;
  }

  /**
   * Adds an attribute.
   *
   * @param viewAndName as {@link java.nio.file.Files#setAttribute} takes it
   * @throws UnsupportedOperationException if there is no such view
   * @throws IllegalArgumentException if the view has no such attribute, it cannot be set, or not to
   *     that value
   * @throws ClassCastException if the value is of another type
   */
  AttributeEdit put(String viewAndName, Object value) {
    int colon = viewAndName.indexOf(':');
    String view = colon < 0 ? "basic" : viewAndName.substring(0, colon);
    String name = viewAndName.substring(colon + 1);
    if (!AttributeNames.hasView(view)) {
      throw new UnsupportedOperationException("no view " + view + " to set attributes of");
    }
    checkArgument(SETTABLE.containsEntry(view, name), "%s:%s cannot be set", view, name);
    switch (name) {
      case "lastModifiedTime" -> modifyTime = time(value);
      case "lastAccessTime" -> accessTime = time(value);
      case "ctime" -> changeTime = time(value);
      case "creationTime" -> {
        // An inode keeps none.
        InodeTime unused = time(value);
      }
      case "owner" -> uid = Principals.id((UserPrincipal) value);
      case "group" -> gid = Principals.id((GroupPrincipal) value);
      case "permissions" -> mode = Permissions.toMode((Set<?>) value);
      case "mode" -> mode = (Integer) value;
      case "uid" -> uid = Integer.toUnsignedLong((Integer) value);
      case "gid" -> gid = Integer.toUnsignedLong((Integer) value);
      case "rdev" -> device = LinuxDevice.decode((Long) value);
      default -> throw new AssertionError(name);
    }
    return this;
  }

  /** Adds times; null leaves one as it is. */
  AttributeEdit putTimes(@Nullable FileTime modified, @Nullable FileTime accessed) {
    if (modified != null) {
      modifyTime = time(modified);
    }
    if (accessed != null) {
      accessTime = time(accessed);
    }
    return this;
  }

  /** Returns a time as an inode keeps it: whole microseconds, 1901 to 2038. */
  private static InodeTime time(Object value) {
    FileTime time = (FileTime) value;
    long seconds = time.to(TimeUnit.SECONDS);
    checkArgument(
        seconds > Integer.MIN_VALUE && seconds <= Integer.MAX_VALUE,
        "%s is not within the years 1901 to 2038 that an inode can tell",
        time);
    Instant instant = time.toInstant();
    return new InodeTime((int) instant.getEpochSecond(), instant.getNano() / 1000);
  }

  /** Returns the type that {@code unix:mode} asks for, or null if it asks for none. */
  @Nullable FileType type() {
    Integer asked = mode;
    return asked == null ? null : FileType.ofMode(asked);
  }

  /**
   * Returns the number of a device that is to be made.
   *
   * @throws IllegalArgumentException if {@code unix:rdev} was not given
   */
  DeviceNumber device() {
    DeviceNumber asked = device;
    checkArgument(asked != null, "a device needs unix:rdev");
    return asked;
  }

  /** Returns what a new file starts with. */
  NewFile newFile(int permissions) {
    return new NewFile(
        mode == null ? permissions : mode & 07777, uid == null ? 0 : uid, gid == null ? 0 : gid);
  }

  /**
   * Checks that the edit can be made to a file that is there.
   *
   * @throws IllegalArgumentException if it would change the type or the device
   */
  void checkFor(Inode inode) {
    checkArgument(device == null, "unix:rdev is set when the file is created");
    Integer asked = mode;
    if (asked != null) {
      int type = asked & ~07777;
      checkArgument(
          type == 0 || type == (inode.mode() & FileType.MASK),
          "mode 0%s is of another type",
          Integer.toOctalString(asked));
    }
  }

  /** Gives a file all attributes of the edit. */
  void apply(WritableVolume volume, long number) throws IOException {
    Inode inode = volume.inode(number);
    if (mode != null && (mode & 07777) != inode.permissions()) {
      volume.setPermissions(number, mode & 07777);
    }
    long owner = uid == null ? inode.uid() : uid;
    long group = gid == null ? inode.gid() : gid;
    if (owner != inode.uid() || group != inode.gid()) {
      volume.setOwner(number, owner, group);
    }
    applyTimes(volume, number);
  }

  private void applyTimes(WritableVolume volume, long number) throws IOException {
    if (accessTime == null && modifyTime == null && changeTime == null) {
      return;
    }
    Inode inode = volume.inode(number);
    InodeTime access = accessTime == null ? inode.accessTime() : accessTime;
    InodeTime modify = modifyTime == null ? inode.modifyTime() : modifyTime;
    if (changeTime == null) {
      volume.setTimes(number, access, modify);
    } else {
      volume.setTimes(number, access, modify, changeTime);
    }
  }
}
