package org.bootarchive.archive.build;

import com.google.common.collect.ImmutableList;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.bootarchive.archive.image.BytesContent;
import org.bootarchive.archive.image.Content;
import org.bootarchive.archive.image.FileContent;
import org.bootarchive.archive.source.Attributes;
import org.bootarchive.archive.source.DeviceNumbers;
import org.bootarchive.archive.source.NewestTime;
import org.bootarchive.archive.source.SourceNode;
import org.bootarchive.archive.source.SourceTree;
import org.bootarchive.archive.source.TreeAssembly;
import org.bootarchive.archive.tar.GzippedTar;
import org.bootarchive.archive.tar.TarHeader;
import org.bootarchive.archive.tar.TarLimits;
import org.bootarchive.archive.tar.TarNames;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.internal.device.TemporaryFiles;
import org.bootarchive.ufs.internal.device.UnpackLimit;
import org.bootarchive.ufs.internal.device.UnpackedTooLargeException;
import org.bootarchive.ufs.internal.file.WrittenFile;
import org.bootarchive.ufs.text.EscapedBytes;
import org.bootarchive.ufs.text.FileName;
import org.jspecify.annotations.Nullable;

/**
 * The files in a tar, gzipped or not, with owners by number, permissions, times, links and devices.
 * A later member of a name counts; directories that have no member of their own are root's, 0755,
 * of the newest time in the tar.
 */
final class TarSource implements ArchiveSource {
  /** How much of a tar becomes temporary files: of a gzipped one all, of sparse members as well. */
  private static final long MOST_UNPACKED = 4L << 30;

  /** What the headers of a member have at most, as a rule. */
  private static final long HEADER_BYTES = 4096;

  private static final Content EMPTY = BytesContent.of(new byte[0]);

  /** How many different attributes are told from each other; a power of two. */
  private static final int RECENT = 1 << 10;

  private static final int GZIP_MAGIC = 0x8b1f;

  private final Path tar;
  private final TarLimits limits;

  private TarSource(Path tar, TarLimits limits) {
    this.tar = tar;
    this.limits = limits;
  }

  /** Returns the files in a tar of a reasonable size. */
  public static TarSource of(Path tar) {
    return of(tar, TarLimits.DEFAULTS);
  }

  /**
   * Returns the files in a tar; it is refused when it is read if it has too many bytes.
   *
   * @param maxBytes how many bytes all its files may have together, holes too; at least 1
   */
  public static TarSource of(Path tar, long maxBytes) {
    return of(tar, TarLimits.DEFAULTS.withBytes(maxBytes));
  }

  static TarSource of(Path tar, TarLimits limits) {
    return new TarSource(tar, limits);
  }

  @Override
  public ImmutableList<Path> inputs() {
    return ImmutableList.of(tar);
  }

  @Override
  public SourceTree read(SourceDate date) throws IOException {
    TemporaryFiles temporary = new TemporaryFiles();
    boolean done = false;
    try {
      Path plain = isGzipped() ? uncompress(temporary) : tar;
      // The library takes what is shorter than a header for the end of a tar.
      if (Files.isRegularFile(plain) && Files.size(plain) < TarHeader.BLOCK_BYTES) {
        throw new IOException(
            tar + ": no tar: it has " + Files.size(plain) + " bytes, less than one header");
      }
      SourceTree tree = new Members(tar, plain, date, limits, temporary).read();
      done = true;
      return tree;
    } finally {
      if (!done) {
        temporary.close();
      }
    }
  }

  private boolean isGzipped() throws IOException {
    if (Files.isDirectory(tar)) {
      throw new IOException(tar + ": no tar: it is a directory");
    }
    try (InputStream in = Files.newInputStream(tar)) {
      int first = in.read();
      if (first < 0) {
        // Even a tar of nothing has its end; an empty pipe comes of a program that failed.
        throw new IOException(tar + ": no tar: it is empty");
      }
      return (first | in.read() << 8) == GZIP_MAGIC;
    }
  }

  private Path uncompress(TemporaryFiles temporary) throws IOException {
    Path plain = temporary.createFile("archive-source");
    long withHeaders = Math.addExact(limits.bytes(), limits.members() * HEADER_BYTES);
    GzippedTar.uncompress(tar, Math.min(withHeaders, UnpackLimit.or(MOST_UNPACKED)), plain);
    return plain;
  }

  private static final class Members {
    private final Path tar;
    private final Path plain;
    private final SourceDate date;
    private final TemporaryFiles temporary;
    private final NewestTime newest = new NewestTime();
    private final TreeAssembly assembly = new TreeAssembly(true);
    private final TarNames names;
    private final TarLimits limits;
    private long bytes;
    private long unpacked;
    private final @Nullable Attributes[] recent = new @Nullable Attributes[RECENT];

    Members(Path tar, Path plain, SourceDate date, TarLimits limits, TemporaryFiles temporary)
        throws IOException {
      this.tar = tar;
      this.plain = plain;
      this.date = date;
      this.temporary = temporary;
      this.limits = limits;
      this.names = TarNames.read(plain, tar.toString(), limits);
    }

    SourceTree read() throws IOException {
      List<Member> early = new ArrayList<>();
      // Not the library's TarFile, which keeps all members at 400 bytes each.
      try (FileChannel channel = FileChannel.open(plain, StandardOpenOption.READ);
          MemberStream file = new MemberStream(channel)) {
        for (TarArchiveEntry next = file.next(); next != null; next = file.next()) {
          Member member = new Member(next, channel.position());
          if (!add(file, member)) {
            early.add(member);
          }
        }
        for (Member member : early) {
          if (!add(file, member)) {
            throw refusal(
                member,
                "is a link to "
                    + EscapedBytes.escape(names.target(member.entry(), member.at()))
                    + ", not there");
          }
        }
      } catch (IllegalArgumentException e) {
        throw new IOException(tar + ": is no tar that can be read: " + e.getMessage(), e);
      } catch (RefusedMemberException | UnpackedTooLargeException e) {
        throw e;
      } catch (IOException e) {
        String reason = String.valueOf(e.getMessage());
        throw reason.startsWith(tar.toString()) ? e : new IOException(tar + ": " + reason, e);
      }
      return assembly.finish(newest.get(), temporary);
    }

    /**
     * A member of the tar.
     *
     * @param at where its content starts in the tar
     */
    private record Member(TarArchiveEntry entry, long at) {}

    /** Adds a member; returns false if it is a hard link to what is not there yet. */
    private boolean add(TarArchiveInputStream file, Member member) throws IOException {
      try {
        List<FileName> path = TreeAssembly.names(names.name(member.entry(), member.at()));
        if (member.entry().isLink()) {
          SourceNode target =
              assembly.get(TreeAssembly.names(names.target(member.entry(), member.at())));
          if (target == null) {
            return false;
          }
          if (target.isDirectory()) {
            throw new IOException("is a hard link to a directory");
          }
          SourceNode unused = assembly.put(path, target);
        } else {
          SourceNode unused = assembly.put(path, file(file, member));
        }
        return true;
      } catch (RefusedMemberException | UnpackedTooLargeException e) {
        throw e;
      } catch (IOException e) {
        throw refusal(member, String.valueOf(e.getMessage()));
      }
    }

    private RefusedMemberException refusal(Member member, String reason) {
      return new RefusedMemberException(
          tar
              + ": "
              + EscapedBytes.escape(names.name(member.entry(), member.at()))
              + ": "
              + reason);
    }

    private SourceNode file(TarArchiveInputStream file, Member tarMember) throws IOException {
      TarArchiveEntry member = tarMember.entry();
      long uid = member.getLongUserId();
      long gid = member.getLongGroupId();
      if (uid < 0 || uid >>> 32 != 0 || gid < 0 || gid >>> 32 != 0) {
        throw new IOException("owner " + uid + ":" + gid + " is beyond 32 bits");
      }
      Attributes attributes =
          shared(
              Attributes.of(
                  member.getMode() & 07777,
                  uid,
                  gid,
                  newest.note(date.of(member.getLastModifiedTime()))));
      if (member.isDirectory()) {
        return SourceNode.directory(attributes);
      }
      if (member.isSymbolicLink()) {
        return SourceNode.symbolicLink(attributes, names.target(member, tarMember.at()));
      }
      if (member.isCharacterDevice() || member.isBlockDevice()) {
        return SourceNode.device(
            member.isBlockDevice() ? FileType.BLOCK_DEVICE : FileType.CHARACTER_DEVICE,
            attributes,
            DeviceNumbers.of("it", member.getDevMajor(), member.getDevMinor()));
      }
      if (member.isFIFO()) {
        return SourceNode.special(FileType.FIFO, attributes);
      }
      if (!member.isFile()) {
        throw new IOException("is of type '" + (char) member.getLinkFlag() + "', unknown here");
      }
      return SourceNode.regular(attributes, content(file, tarMember));
    }

    /** Returns the attributes, in one object for many members that have the same. */
    private Attributes shared(Attributes attributes) {
      int slot = attributes.hashCode() & (recent.length - 1);
      Attributes known = recent[slot];
      if (known != null && known.equals(attributes)) {
        return known;
      }
      recent[slot] = attributes;
      return attributes;
    }

    private Content content(TarArchiveInputStream file, Member tarMember) throws IOException {
      TarArchiveEntry member = tarMember.entry();
      if (member.getRealSize() < 0 || member.getRealSize() > limits.bytes() - bytes) {
        throw new IOException(
            "has "
                + member.getRealSize()
                + " bytes, too many: all members have "
                + limits.bytes()
                + " at most");
      }
      bytes += member.getRealSize();
      if (!member.isSparse() && member.getSize() == 0) {
        return EMPTY;
      }
      if (!member.isSparse()) {
        return FileContent.ofPart(plain, tarMember.at(), member.getSize());
      }
      unpacked += member.getRealSize();
      if (unpacked > UnpackLimit.or(MOST_UNPACKED)) {
        throw new UnpackedTooLargeException(
            tar + ": " + EscapedBytes.escape(names.name(member, tarMember.at())),
            "sparse members have more than "
                + UnpackLimit.or(MOST_UNPACKED)
                + " bytes with their holes");
      }
      Path dense = temporary.createFile("archive-source");
      try (OutputStream out = new BufferedOutputStream(WrittenFile.stream(dense), 1 << 16)) {
        long size = file.transferTo(out);
        if (size != member.getRealSize()) {
          throw new IOException(
              "is sparse and has " + size + " bytes, not " + member.getRealSize());
        }
      }
      return FileContent.ofWhole(dense, member.getRealSize());
    }
  }

  /**
   * The members of a tar, whose channel is where the stream is. Contents are not read, as the
   * library does to skip them, with a new buffer for each few kilobytes.
   */
  private static final class MemberStream extends TarArchiveInputStream {
    private final FileChannel channel;

    MemberStream(FileChannel channel) {
      super(Channels.newInputStream(channel), StandardCharsets.ISO_8859_1.name());
      this.channel = channel;
    }

    /** Returns the next member, null at the end. */
    @Nullable TarArchiveEntry next() throws IOException {
      TarArchiveEntry last = getCurrentEntry();
      if (last != null && !last.isSparse()) {
        if (!last.isDirectory()) {
          long left = channel.size() - channel.position();
          if (last.getSize() > left) {
            throw new IOException("Truncated TAR archive");
          }
          long whole =
              (last.getSize() + TarHeader.BLOCK_BYTES - 1)
                  / TarHeader.BLOCK_BYTES
                  * TarHeader.BLOCK_BYTES;
          channel.position(channel.position() + Math.min(left, whole));
        }
        // Nothing is left of it to be skipped.
        setCurrentEntry(null);
      }
      return getNextEntry();
    }
  }

  /** Names the member already. */
  private static final class RefusedMemberException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedMemberException(String message) {
      super(message);
    }
  }
}
