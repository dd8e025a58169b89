package org.bootarchive.ufs.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.bootarchive.ufs.disk.DeviceNumber;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.text.EscapedBytes;
import org.bootarchive.ufs.volume.FileContent;
import org.bootarchive.ufs.volume.TreeWalk;
import org.bootarchive.ufs.volume.Visit;
import org.bootarchive.ufs.volume.Volume;

/** This library's reading of a volume, in the form of an independent reader's listing. */
public final class VolumeListing {
  private static final String NONE = "-";

  private VolumeListing() {}

  /** Returns a line for each name, the root first, in the order of the walk. */
  public static List<ListedFile> of(Volume volume) throws IOException {
    List<ListedFile> files = new ArrayList<>();
    TreeWalk walk = volume.walk(Inode.ROOT);
    for (Visit visit = walk.next(); visit != null; visit = walk.next()) {
      files.add(file(volume, visit));
    }
    return files;
  }

  private static ListedFile file(Volume volume, Visit visit) throws IOException {
    Inode inode = visit.inode();
    FileType type = inode.type();
    return new ListedFile(
        visit.path().isEmpty() ? "." : visit.toString().substring(1),
        type.letter(),
        inode.permissions(),
        inode.uid(),
        inode.gid(),
        inode.size(),
        inode.linkCount(),
        inode.modifyTime().seconds(),
        type == FileType.REGULAR ? sha1(volume.content(visit.number())) : NONE,
        type == FileType.SYMBOLIC_LINK
            ? EscapedBytes.escape(volume.readLink(visit.number()))
            : NONE,
        type.isDevice() ? text(volume.device(inode)) : NONE,
        visit.number(),
        inode.sectorCount(),
        inode.accessTime().seconds(),
        inode.changeTime().seconds());
  }

  private static String text(DeviceNumber device) {
    return device.major() + "," + device.minor();
  }

  private static String sha1(FileContent content) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      content.transferTo(
          Channels.newChannel(new DigestOutputStream(OutputStream.nullOutputStream(), digest)));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
