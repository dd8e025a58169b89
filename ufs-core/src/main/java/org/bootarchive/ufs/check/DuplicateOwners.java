package org.bootarchive.ufs.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.disk.Superblock;

/**
 * Tells who claims the fragments that are claimed more than once, in a second walk over all inodes
 * that is only made when there are such fragments.
 */
final class DuplicateOwners {
  /** Claims that are remembered; images with more are beyond repair anyway. */
  private static final int MOST_CLAIMS = 100_000;

  private static final int MOST_OWNERS = 8;

  private record Claim(long fragment, int inode) {}

  private final Survey survey;
  private final Superblock superblock;
  private final FragmentMap claimedTwice;
  private final List<Claim> claims = new ArrayList<>();

  DuplicateOwners(Survey survey) {
    this.survey = survey;
    this.superblock = survey.superblock();
    this.claimedTwice = new FragmentMap(survey.fragments());
  }

  void check(Paths paths) throws IOException {
    FragmentMap seen = new FragmentMap(survey.fragments());
    walkAll(
        (inode, fragment) -> {
          if (seen.claim(fragment, 1) != 0) {
            claimedTwice.claim(fragment, 1);
          }
        });
    walkAll(
        (inode, fragment) -> {
          if (claims.size() < MOST_CLAIMS && claimedTwice.get(fragment, 1) != 0) {
            claims.add(new Claim(fragment, inode));
          }
        });
    claims.sort(Comparator.comparingLong(Claim::fragment).thenComparingInt(Claim::inode));
    report(paths);
  }

  private interface Sink {
    void fragment(int inode, long fragment);
  }

  private void walkAll(Sink sink) throws IOException {
    BlockWalk walk = new BlockWalk(survey);
    FragmentMap read = new FragmentMap(survey.fragments());
    Inodes inodes = survey.inodes();
    for (int inode = Inode.ROOT; inode < inodes.count(); inode++) {
      FileType type = inodes.type(inode);
      if (type == null || type.isDevice() || !inodes.isUsable(inode)) {
        continue;
      }
      int owner = inode;
      walk.walk(
          survey.readInode(inode),
          (pointer, count, logicalBlock, level) -> {
            for (long fragment = pointer; fragment < (long) pointer + count; fragment++) {
              if (fragment > 0 && fragment < survey.fragments() && !survey.isMetadata(fragment)) {
                sink.fragment(owner, fragment);
              }
            }
            return level > 0
                && pointer > 0
                && pointer <= survey.fragments() - count
                && pointer % superblock.fragmentsPerBlock() == 0
                && !survey.isMetadata(pointer)
                && read.claim(pointer, 1) == 0;
          });
    }
  }

  /** Reports runs of fragments that the same inodes claim, each run once. */
  private void report(Paths paths) throws IOException {
    int from = 0;
    while (from < claims.size()) {
      int owners = ownersOf(from);
      int to = from + owners;
      while (to < claims.size()
          && claims.get(to).fragment == claims.get(to - 1).fragment + 1
          && sameOwners(from, to, owners)) {
        to += owners;
      }
      one(paths, claims.get(from).fragment, claims.get(to - 1).fragment, from, owners);
      from = to;
    }
  }

  private int ownersOf(int from) {
    int to = from;
    while (to < claims.size() && claims.get(to).fragment == claims.get(from).fragment) {
      to++;
    }
    return to - from;
  }

  private boolean sameOwners(int first, int second, int owners) {
    if (ownersOf(second) != owners) {
      return false;
    }
    for (int i = 0; i < owners; i++) {
      if (claims.get(first + i).inode != claims.get(second + i).inode) {
        return false;
      }
    }
    return true;
  }

  private void one(Paths paths, long first, long last, int from, int owners) throws IOException {
    StringBuilder text = new StringBuilder();
    if (first == last) {
      text.append("fragment ").append(first).append(" is");
    } else {
      text.append("fragments ").append(first).append(" to ").append(last).append(" are");
    }
    text.append(" also claimed by ");
    if (owners == 1) {
      text.append("others");
    }
    int shown = Math.min(owners, MOST_OWNERS);
    for (int i = 1; i < shown; i++) {
      int other = claims.get(from + i).inode;
      text.append(i == 1 ? "" : " and ");
      text.append(other == claims.get(from).inode ? "itself again" : paths.describe(other));
    }
    if (owners > shown) {
      text.append(" and ").append(owners - shown).append(" more");
    }
    survey
        .findings()
        .inodeFragment(
            FindingKind.FRAGMENT_CLAIMED_TWICE, claims.get(from).inode, first, text.toString());
  }
}
