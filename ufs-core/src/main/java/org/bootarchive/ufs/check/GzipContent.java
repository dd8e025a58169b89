package org.bootarchive.ufs.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.internal.work.Tasks;
import org.bootarchive.ufs.internal.work.Work;

/** Finds files that mid-boot inflates: those that start with a gzip header. */
final class GzipContent implements Work<Findings> {
  private static final byte[] MAGIC = {0x1f, (byte) 0x8b, 0x08};

  private final Survey survey;
  private final Tasks tasks;
  private final Superblock superblock;
  private final Findings findings;

  GzipContent(Survey survey, Tasks tasks) {
    this.survey = survey;
    this.tasks = tasks;
    this.superblock = survey.superblock();
    this.findings = survey.findings().beside();
  }

  /** Returns what was found. */
  @Override
  public Findings run() throws IOException {
    RegularFiles files = survey.files();
    ByteBuffer start = ByteBuffer.allocateDirect(MAGIC.length);
    if (startsAsGzip(0, start)) {
      findings.image(
          FindingKind.BOOT_GZIP,
          0,
          "the boot block starts with a gzip header; mid-boot inflates every file whose first"
              + " block is a hole");
    }
    for (int i = 0; i < files.count(); i++) {
      tasks.checkNotCancelled();
      if (startsAsGzip(superblock.fragmentOffset(files.fragment(i)), start)) {
        findings.inodeFragment(
            FindingKind.BOOT_GZIP,
            files.inode(i),
            files.fragment(i),
            "its content starts with 1f 8b 08; mid-boot reads it inflated");
      }
    }
    return findings;
  }

  private boolean startsAsGzip(long offset, ByteBuffer start) throws IOException {
    survey.read(offset, start, MAGIC.length);
    return start.get(0) == MAGIC[0] && start.get(1) == MAGIC[1] && start.get(2) == MAGIC[2];
  }
}
