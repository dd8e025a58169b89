package org.bootarchive.ufs.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bootarchive.ufs.device.BackgroundTask;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.disk.Superblock;

/**
 * Checks an image of an illumos UFS.
 *
 * <p>Everything that {@code fsck -F ufs -n -o f} of illumos finds is found, and {@code cg_frsum}
 * and the superblock copies of all groups are compared as well. File data is not read, but for the
 * first bytes of files and symbolic links.
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
    new InodeTables(survey).check();
    List<BackgroundTask<Findings>> traps = new ArrayList<>();
    if (options.bootTraps()) {
      traps.add(BackgroundTask.start("ufs-check", new GzipContent(survey)));
    }
    new SuperblockState(survey).check();
    new InodeReferences(survey).count();
    new DirectoryContents(survey).check();
    DirectoryTree tree = new DirectoryTree(survey);
    tree.check(paths);
    if (options.bootTraps()) {
      traps.add(BackgroundTask.start("ufs-check", new LinkTraps(survey, paths)));
    }
    if (survey.hasFragmentsClaimedTwice()) {
      new DuplicateOwners(survey).check(paths);
    }
    new AccessControlLists(survey).check();
    new LinkCounts(survey).check(tree);
    new GroupCheck(survey).check();
    for (BackgroundTask<Findings> trap : traps) {
      findings.addAll(trap.await());
    }
    return findings.report(superblock, paths);
  }
}
