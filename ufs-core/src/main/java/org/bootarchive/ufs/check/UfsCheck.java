package org.bootarchive.ufs.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.internal.work.Task;
import org.bootarchive.ufs.internal.work.Tasks;

/**
 * Checks an image of an illumos UFS.
 *
 * <p>Everything that {@code fsck -F ufs -n -o f} of illumos finds is found, and {@code cg_frsum}
 * and the superblock copies of all groups are compared as well. File data is not read, but for the
 * first bytes of files, symbolic links, and the tables of compressed files.
 */
public final class UfsCheck {
  private UfsCheck() {}

  /**
   * Checks an image for everything.
   *
   * @throws IOException if the device cannot be read; damage in the image is never thrown
   */
  public static CheckReport check(BlockDevice device) throws IOException {
    return check(device, CheckOptions.DEFAULTS);
  }

  /**
   * Checks an image.
   *
   * <p>The report depends on the image and the options alone. Memory is bounded by about a tenth of
   * the size of the image, plus the findings.
   *
   * @throws IOException if the device cannot be read; damage in the image is never thrown
   */
  public static CheckReport check(BlockDevice device, CheckOptions options) throws IOException {
    Findings findings = new Findings(options.findingsPerKind());
    Superblock superblock = new SuperblockReader(device, findings).read();
    if (superblock == null) {
      return findings.report();
    }
    Survey survey = new Survey(device, superblock, findings, options);
    Paths paths = new Paths(survey);
    new SuperblockRules(survey).check(device);
    if (survey.groups() == 0) {
      return findings.report(superblock, paths);
    }
    new SuperblockCopies(survey).check();
    new TableClaims(survey).claim();
    new EmbeddedLog(survey).claim();
    new InodeTables(survey).check();
    try (Tasks tasks = Tasks.of("ufs-check", 2)) {
      for (Task<Findings> traps : checkFiles(survey, paths, options, tasks)) {
        findings.addAll(traps.await());
      }
    }
    return findings.report(superblock, paths);
  }

  /** Checks what the inodes hold. What mid-boot trips over is still being looked for after it. */
  private static List<Task<Findings>> checkFiles(
      Survey survey, Paths paths, CheckOptions options, Tasks tasks) throws IOException {
    List<Task<Findings>> traps = new ArrayList<>();
    if (options.bootTraps()) {
      traps.add(tasks.start(new GzipContent(survey, tasks)));
    }
    new SuperblockState(survey).check();
    new InodeReferences(survey).count();
    new DirectoryContents(survey).check();
    DirectoryTree tree = new DirectoryTree(survey);
    tree.check(paths);
    if (options.bootTraps()) {
      traps.add(tasks.start(new LinkTraps(survey, paths, tasks)));
    }
    if (survey.hasFragmentsClaimedTwice()) {
      new DuplicateOwners(survey).check(paths);
    }
    new AccessControlLists(survey).check();
    new CompressedFiles(survey).check();
    new LinkCounts(survey).check(tree);
    new GroupCheck(survey).check();
    return traps;
  }
}
