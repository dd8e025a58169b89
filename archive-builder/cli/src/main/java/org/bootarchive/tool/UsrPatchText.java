package org.bootarchive.tool;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.bootarchive.archive.patch.UsrPatchReport;

/** What became of the file system in usr.lgz, for people and for machines. */
final class UsrPatchText {
  private UsrPatchText() {}

  static String line(UsrPatchReport usr) {
    return "usr.lgz: "
        + usr.compressedBytesAfter() / 1024
        + " KiB (before "
        + usr.compressedBytesBefore() / 1024
        + "), "
        + usr.changedSegments()
        + " of "
        + usr.segments()
        + " segments compressed again; usr/ in it: "
        + usr.size() / 1024
        + " KiB, free "
        + usr.freeBytesAfter() / 1024
        + " KiB (before "
        + usr.freeBytesBefore() / 1024
        + ") and "
        + usr.freeInodesAfter()
        + " inodes (before "
        + usr.freeInodesBefore()
        + ")";
  }

  static JsonElement toJson(UsrPatchReport usr) {
    JsonObject object = new JsonObject();
    object.addProperty("compressedBytesBefore", usr.compressedBytesBefore());
    object.addProperty("compressedBytes", usr.compressedBytesAfter());
    object.addProperty("size", usr.size());
    object.addProperty("segments", usr.segments());
    object.addProperty("changedSegments", usr.changedSegments());
    object.addProperty("freeBytesBefore", usr.freeBytesBefore());
    object.addProperty("freeBytes", usr.freeBytesAfter());
    object.addProperty("freeInodesBefore", usr.freeInodesBefore());
    object.addProperty("freeInodes", usr.freeInodesAfter());
    return object;
  }
}
