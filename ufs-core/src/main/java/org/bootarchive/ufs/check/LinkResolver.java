package org.bootarchive.ufs.check;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.jspecify.annotations.Nullable;

/**
 * Follows a path as mid-boot does ({@code find()} in {@code ufsops.c}): the text of a link takes
 * the place of its component, and the whole path is looked up again, without any limit.
 */
final class LinkResolver {
  /** {@code MAXPATHLEN}: longer paths overrun the stack. */
  static final int LONGEST_PATH = 1024;

  /** A rest shorter than this is copied right by the kernel's bcopy. */
  static final int LEAST_MANGLED = 7;

  /** Steps from which on paths are remembered, to see whether they come again. */
  private static final int SUSPICIOUS_STEPS = 32;

  private static final int MOST_STEPS = 1024;

  /** What all paths together may cost, in look-ups; no archive needs a tenth of it. */
  private static final int MOST_COST = 2_000_000;

  /** What reading a link's text costs, in look-ups. */
  private static final int TEXT_COST = 20;

  private final Survey survey;
  private final DirectoryIndex index;
  private final LinkTexts texts;
  private int cost;
  private int inode;
  private int componentStart;
  private int componentEnd;
  private @Nullable String trap;
  private @Nullable FindingKind trapKind;

  LinkResolver(Survey survey, DirectoryIndex index, LinkTexts texts) {
    this.survey = survey;
    this.index = index;
    this.texts = texts;
  }

  /**
   * Follows a path, one char a byte.
   *
   * @return the inode that it leads to, 0 if it leads nowhere or into a trap
   */
  int resolve(String start) throws IOException {
    String path = start;
    Set<String> seen = new HashSet<>();
    trap = null;
    trapKind = null;
    for (int step = 0; !isExhausted(); step++) {
      if (path.length() >= LONGEST_PATH) {
        trap(
            FindingKind.BOOT_PATH_LENGTH,
            "followed, it gives a path of "
                + path.length()
                + " bytes; from "
                + LONGEST_PATH
                + " on mid-boot overruns its stack");
        return 0;
      }
      if (!walk(path)) {
        return inode;
      }
      if (step >= MOST_STEPS || (step >= SUSPICIOUS_STEPS && !seen.add(path))) {
        trap(FindingKind.BOOT_LINK_CYCLE, "it leads back to itself; mid-boot follows it for ever");
        return 0;
      }
      String next = substitute(path);
      if (next == null) {
        return 0;
      }
      path = next;
    }
    return 0;
  }

  /** Returns whether following links has cost so much that the rest is left out. */
  boolean isExhausted() {
    return cost >= MOST_COST || index.isFull();
  }

  /** Walks up to the first link, and returns whether there is one; else {@code inode} is set. */
  private boolean walk(String path) throws IOException {
    inode = Inode.ROOT;
    int at = skipSlashes(path, 0);
    if (at == path.length()) {
      return false;
    }
    while (true) {
      int end = path.indexOf('/', at);
      end = end < 0 ? path.length() : end;
      if (end == at || !survey.inodes().isDirectory(inode)) {
        inode = 0;
        return false;
      }
      cost++;
      inode = index.find(inode, path.substring(at, end));
      if (inode == 0) {
        return false;
      }
      if (survey.inodes().type(inode) == FileType.SYMBOLIC_LINK) {
        componentStart = at;
        componentEnd = end;
        return true;
      }
      if (end == path.length()) {
        return false;
      }
      at = skipSlashes(path, end);
    }
  }

  private static int skipSlashes(String path, int from) {
    int at = from;
    while (at < path.length() && path.charAt(at) == '/') {
      at++;
    }
    return at;
  }

  /** Puts the text of the link in the place of its component. */
  private @Nullable String substitute(String path) throws IOException {
    int link = survey.links().indexOf(inode);
    cost += TEXT_COST;
    String text = link < 0 ? null : texts.text(link);
    if (text == null) {
      return null;
    }
    boolean absolute = text.startsWith("/");
    String rest = path.substring(componentEnd);
    int shift = shift(text, componentStart, componentEnd);
    if (isMangled(shift, rest.length() - 1)) {
      trap(
          FindingKind.BOOT_LINK_MANGLED,
          "its target leads through another link, behind which mid-boot mangles the path");
      return null;
    }
    return (absolute ? "" : path.substring(0, componentStart)) + text + rest;
  }

  /** Returns by how many bytes the rest of a path moves when a link's text is put in. */
  static int shift(String text, int componentStart, int componentEnd) {
    return text.startsWith("/")
        ? text.length() - componentEnd
        : text.length() - (componentEnd - componentStart);
  }

  /**
   * Returns whether the kernel's bcopy, which copies forward only, destroys a rest of {@code
   * length} bytes that it moves by {@code shift}.
   */
  static boolean isMangled(int shift, int length) {
    return length >= LEAST_MANGLED && shift > 0 && shift <= length;
  }

  private void trap(FindingKind kind, String text) {
    trapKind = kind;
    trap = text;
  }

  /** Returns what the last path ran into, or null. */
  @Nullable String trap() {
    return trap;
  }

  /** Returns the kind of what the last path ran into, or null. */
  @Nullable FindingKind trapKind() {
    return trapKind;
  }
}
