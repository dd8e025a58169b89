package org.bootarchive.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.util.List;
import org.bootarchive.archive.diff.Difference;
import org.bootarchive.archive.extract.ExtractionReport;
import org.bootarchive.archive.image.CompressedFile;
import org.bootarchive.archive.tree.ArchiveTree;
import org.bootarchive.archive.tree.UsrImage;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.DeviceNumber;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.internal.text.KebabCase;
import org.bootarchive.ufs.text.EscapedBytes;
import org.bootarchive.ufs.volume.Vnode;

/** Files of archives: as they are listed, extracted, and differ. */
final class TreeJson {
  private TreeJson() {}

  /**
   * Returns whether the files at /usr are those that a usr.lgz holds; null where there is none.
   *
   * @throws IOException if the root directory cannot be read
   */
  static JsonElement nested(ArchiveTree tree) throws IOException {
    if (tree.usr().isPresent()) {
      return new JsonPrimitive(true);
    }
    return UsrImage.in(tree.root()).isPresent() ? new JsonPrimitive(false) : JsonNull.INSTANCE;
  }

  static JsonObject file(ArchiveTree tree, String path, Vnode vnode, Inode inode)
      throws IOException {
    FileType type = inode.type();
    JsonObject object = new JsonObject();
    object.addProperty("path", path);
    object.addProperty("type", String.valueOf(type == null ? '?' : type.letter()));
    object.addProperty("mode", octal(inode.permissions()));
    object.addProperty("uid", inode.uid());
    object.addProperty("gid", inode.gid());
    object.addProperty("size", inode.size());
    object.addProperty("nlink", inode.linkCount());
    object.addProperty("mtime", inode.modifyTime().seconds());
    object.addProperty("ino", vnode.number());
    if (type == FileType.SYMBOLIC_LINK) {
      byte[] target = vnode.volume().readLink(vnode.number());
      object.addProperty("target", EscapedBytes.escape(target));
    }
    if (type != null && type.isDevice()) {
      DeviceNumber device = vnode.volume().device(inode);
      object.addProperty("major", device.major());
      object.addProperty("minor", device.minor());
    }
    addCompression(object, vnode, inode);
    if (inode.shadow() != 0) {
      object.addProperty("acl", inode.shadow());
    }
    if (inode.attributeDirectory() != 0) {
      object.addProperty("attributes", inode.attributeDirectory());
    }
    if (tree.isInUsr(vnode)) {
      object.addProperty("nested", true);
    }
    return object;
  }

  private static void addCompression(JsonObject object, Vnode vnode, Inode inode)
      throws IOException {
    if (!CompressedFile.is(vnode, inode)) {
      return;
    }
    object.addProperty("compressed", CompressedFile.isMarked(inode) ? "marked" : "unmarked");
    try {
      object.addProperty("contentSize", CompressedFile.content(vnode, inode).size());
    } catch (CorruptImageException e) {
      object.add("contentSize", JsonNull.INSTANCE);
    }
  }

  /** Returns four octal digits. */
  private static String octal(int permissions) {
    return Integer.toOctalString(010000 | permissions).substring(1);
  }

  static JsonObject of(ExtractionReport report, ArchiveTree tree) throws IOException {
    JsonObject object = new JsonObject();
    object.addProperty("files", report.files());
    object.addProperty("directories", report.directories());
    object.addProperty("symbolicLinks", report.symbolicLinks());
    object.addProperty("hardLinks", report.hardLinks());
    object.addProperty("specialFiles", report.specialFiles());
    object.addProperty("bytes", report.bytes());
    object.add("losses", JsonValues.array(report.losses(), TreeJson::loss));
    object.add("nested", nested(tree));
    return object;
  }

  private static JsonObject loss(ExtractionReport.Loss loss) {
    JsonObject one = new JsonObject();
    one.addProperty("path", loss.path());
    one.addProperty("what", loss.what());
    return one;
  }

  static JsonObject of(List<Difference> differences, ArchiveTree before, ArchiveTree after)
      throws IOException {
    JsonObject nested = new JsonObject();
    nested.add("old", nested(before));
    nested.add("new", nested(after));
    JsonObject object = new JsonObject();
    object.addProperty("equal", differences.isEmpty());
    object.add("nested", nested);
    object.add("differences", JsonValues.array(differences, TreeJson::difference));
    return object;
  }

  private static JsonObject difference(Difference difference) {
    JsonArray aspects = JsonValues.strings(difference.aspects().stream().map(KebabCase::of));
    JsonObject one = new JsonObject();
    one.addProperty("path", difference.path());
    one.addProperty("change", KebabCase.of(difference.change()));
    one.addProperty("type", String.valueOf(difference.type().letter()));
    one.add("aspects", aspects);
    one.addProperty("hidden", difference.hidden());
    return one;
  }
}
