package org.bootarchive.archive.platform;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bootarchive.archive.platform.file.PlatformFile;
import org.bootarchive.archive.tar.GzippedTar;
import org.bootarchive.archive.tar.TarHeader;
import org.bootarchive.archive.tar.TarLimits;
import org.bootarchive.archive.tar.TarReader;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.internal.file.WrittenFile;
import org.bootarchive.ufs.text.EscapedBytes;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks a gzipped tar of a platform image. Files go under numbers into a directory, so that no
 * name in the tar becomes one of the host.
 */
final class PlatformTarball {
  /** The latest time that inodes can have. */
  private static final Instant LATEST = Instant.ofEpochSecond(Integer.MAX_VALUE);

  private static final int MAX_NAME_BYTES = 1024;

  private final Path tgz;
  private final Path directory;
  private final SortedMap<String, PlatformFile> files = new TreeMap<>();
  private int members;

  private PlatformTarball(Path tgz, Path directory) {
    this.tgz = tgz;
    this.directory = directory;
  }

  /**
   * Unpacks all members.
   *
   * @param directory an empty one
   * @return the members by name, with all names from the top of the tar
   * @throws CorruptImageException if it is no gzipped tar, or holds what no platform does
   */
  static SortedMap<String, PlatformFile> unpack(Path tgz, TarLimits limits, Path directory)
      throws IOException {
    PlatformTarball unpacking = new PlatformTarball(tgz, directory);
    GzippedTar.read(tgz, limits, unpacking::add);
    unpacking.checkParents();
    return unpacking.files;
  }

  private void add(TarHeader member, TarReader tar) throws IOException {
    members++;
    String name = name(member);
    if (name.isEmpty()) {
      return;
    }
    PlatformFile file = file(name, member, tar);
    PlatformFile before = files.put(name, file);
    if (before != null
        && (before.type() != PlatformFile.Type.DIRECTORY
            || file.type() != PlatformFile.Type.DIRECTORY)) {
      throw refusal(member, "is there twice");
    }
  }

  /** Checks that no member is below a file or a link, where unpacking would lead elsewhere. */
  private void checkParents() throws CorruptImageException {
    for (String name : files.keySet()) {
      for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
        PlatformFile parent = files.get(name.substring(0, slash));
        if (parent != null && parent.type() != PlatformFile.Type.DIRECTORY) {
          throw new CorruptImageException(
              tgz + ": " + name, -1, "is below " + parent.name() + ", which is no directory");
        }
      }
    }
  }

  /** Returns a member's name in one form: no "." and no slash at the start or the end. */
  private String name(TarHeader member) throws CorruptImageException {
    if (member.name().length() > MAX_NAME_BYTES) {
      throw new CorruptImageException(tgz.toString(), -1, "a name of more than 1024 bytes");
    }
    String text = decode(member, member.name());
    if (text.startsWith("/") || CharMatcher.javaIsoControl().matchesAnyOf(text)) {
      throw refusal(member, "is no name below the top of a tar");
    }
    StringBuilder name = new StringBuilder();
    for (String part : Splitter.on('/').omitEmptyStrings().split(text)) {
      if (part.equals("..")) {
        throw refusal(member, "leads out of the tar");
      }
      if (!part.equals(".")) {
        name.append(name.length() == 0 ? "" : "/").append(part);
      }
    }
    return name.toString();
  }

  private String decode(TarHeader member, String latin1) throws CorruptImageException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(latin1.getBytes(ISO_8859_1)))
          .toString();
    } catch (CharacterCodingException e) {
      CorruptImageException refusal = refusal(member, "the name is not UTF-8");
      refusal.initCause(e);
      throw refusal;
    }
  }

  private PlatformFile file(String name, TarHeader member, TarReader tar) throws IOException {
    boolean isDirectory = member.type() == '5' || member.name().endsWith("/");
    return switch (member.type()) {
      case '0', '\0', '7', '5' ->
          isDirectory
              ? described(name, PlatformFile.Type.DIRECTORY, member, null)
              : described(name, PlatformFile.Type.REGULAR, member, copy(tar));
      case '2' -> described(name, PlatformFile.Type.SYMBOLIC_LINK, member, null);
      case '1' -> throw refusal(member, "is a hard link, which no platform has");
      default ->
          throw refusal(
              member, "is of type " + EscapedBytes.escape(new byte[] {(byte) member.type()}));
    };
  }

  private Path copy(TarReader tar) throws IOException {
    Path content = directory.resolve(Integer.toString(members));
    try (OutputStream out = WrittenFile.stream(content)) {
      tar.copyTo(out);
    }
    return content;
  }

  private PlatformFile described(
      String name, PlatformFile.Type type, TarHeader member, @Nullable Path content)
      throws CorruptImageException {
    return new PlatformFile(
        name,
        type,
        member.mode(),
        member.uid(),
        member.gid(),
        member.modified().isBefore(Instant.EPOCH)
            ? Instant.EPOCH
            : Collections.min(List.of(member.modified(), LATEST)),
        content == null ? 0 : member.size(),
        content,
        type == PlatformFile.Type.SYMBOLIC_LINK ? decode(member, member.link()) : "");
  }

  private CorruptImageException refusal(TarHeader member, String reason) {
    return new CorruptImageException(
        tgz + ": " + EscapedBytes.escape(member.name().getBytes(ISO_8859_1)), -1, reason);
  }
}
