package org.bootarchive.ufs.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.disk.SuperblockField;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.finding.ImagePlace;

/** Collects findings. Paths are put into the messages at the end, when all names are known. */
final class Findings {
  private static final long NONE = -1;

  private record Draft(
      FindingKind kind, String text, long inode, long group, long fragment, long offset) {}

  private final int limit;
  private final List<Draft> drafts = new ArrayList<>();
  private final Map<FindingKind, Long> counts = new EnumMap<>(FindingKind.class);

  Findings(int limit) {
    this.limit = limit;
  }

  /** Adds a finding about the image or its superblock; {@code offset} is -1 if there is none. */
  void image(FindingKind kind, long offset, String text) {
    add(kind, text, NONE, NONE, NONE, offset);
  }

  /** Adds a finding about a field of the superblock. */
  void superblock(FindingKind kind, Superblock superblock, SuperblockField field, String text) {
    image(
        kind,
        Superblock.OFFSET + (long) field.offset(superblock.byteOrder()),
        "superblock: fs_" + field.fieldName() + " " + text);
  }

  /** Adds a finding about a group; {@code offset} is where the damaged field lies in the image. */
  void group(FindingKind kind, int group, long offset, String text) {
    add(kind, text, NONE, group, NONE, offset);
  }

  /** Adds a finding about a fragment of a group. */
  void groupFragment(FindingKind kind, int group, long fragment, long offset, String text) {
    add(kind, text, NONE, group, fragment, offset);
  }

  /** Adds a finding about an inode of a group's map. */
  void groupInode(FindingKind kind, int group, long inode, long offset, String text) {
    add(kind, text, inode, group, NONE, offset);
  }

  /** Adds a finding about an inode. */
  void inode(FindingKind kind, long inode, String text) {
    add(kind, text, inode, NONE, NONE, NONE);
  }

  /** Adds a finding about a fragment of an inode. */
  void inodeFragment(FindingKind kind, long inode, long fragment, String text) {
    add(kind, text, inode, NONE, fragment, NONE);
  }

  /** Adds a finding about bytes of an inode's content that lie at a known place in the image. */
  void inodeContent(FindingKind kind, long inode, long offset, String text) {
    add(kind, text, inode, NONE, NONE, offset);
  }

  private void add(
      FindingKind kind, String text, long inode, long group, long fragment, long offset) {
    long count = counts.getOrDefault(kind, 0L) + 1;
    counts.put(kind, count);
    if (count <= limit) {
      drafts.add(new Draft(kind, text, inode, group, fragment, offset));
    }
  }

  /** Adds what another part of the check found. */
  void addAll(Findings other) {
    for (Map.Entry<FindingKind, Long> entry : other.counts.entrySet()) {
      counts.put(entry.getKey(), counts.getOrDefault(entry.getKey(), 0L) + entry.getValue());
    }
    drafts.addAll(other.drafts);
  }

  /** Returns an empty collection with the same limit. */
  Findings beside() {
    return new Findings(limit);
  }

  /** Returns the report of an image in which nothing has a path. */
  CheckReport report() {
    List<Finding> findings = new ArrayList<>(drafts.size());
    for (Draft draft : drafts) {
      findings.add(finding(draft, draft.text, draft.offset));
    }
    return new CheckReport(findings);
  }

  /**
   * Returns the report.
   *
   * @throws IOException if the image cannot be read for the paths
   */
  CheckReport report(Superblock superblock, Paths paths) throws IOException {
    List<Finding> findings = new ArrayList<>(drafts.size());
    for (Draft draft : drafts) {
      long offset = draft.offset;
      String text = draft.text;
      if (draft.group != NONE) {
        text = "cylinder group " + draft.group + ": " + text;
      } else if (draft.inode != NONE) {
        text = paths.describe(draft.inode) + ": " + text;
        if (offset == NONE && draft.inode < superblock.inodeCount()) {
          offset = superblock.inodeOffset(draft.inode);
        }
      }
      findings.add(finding(draft, text, offset));
    }
    for (FindingKind kind : FindingKind.values()) {
      long more = counts.getOrDefault(kind, 0L) - limit;
      if (more > 0) {
        String text = "and " + more + " more: " + kind.meaning();
        findings.add(kind.finding(text));
      }
    }
    return new CheckReport(findings);
  }

  private static Finding finding(Draft draft, String text, long offset) {
    if (draft.inode == NONE && draft.group == NONE && draft.fragment == NONE && offset == NONE) {
      return draft.kind.finding(text);
    }
    ImagePlace place =
        new ImagePlace(
            optional(draft.inode),
            optional(draft.group),
            optional(draft.fragment),
            optional(offset));
    return draft.kind.at(place, text);
  }

  private static OptionalLong optional(long value) {
    return value == NONE ? OptionalLong.empty() : OptionalLong.of(value);
  }
}
