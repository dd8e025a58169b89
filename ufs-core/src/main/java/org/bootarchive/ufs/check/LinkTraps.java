package org.bootarchive.ufs.check;

import java.io.IOException;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.internal.work.Tasks;
import org.bootarchive.ufs.internal.work.Work;
import org.jspecify.annotations.Nullable;

/** Finds symbolic links that mid-boot trips over: endless ones, and those that mangle paths. */
final class LinkTraps implements Work<Findings> {
  private final Survey survey;
  private final Tasks tasks;
  private final Findings findings;
  private final Paths paths;
  private final LinkTexts texts;
  private int lastDirectory;
  private @Nullable String lastPath;

  LinkTraps(Survey survey, Paths paths, Tasks tasks) {
    this.survey = survey;
    this.tasks = tasks;
    this.findings = survey.findings().beside();
    this.paths = paths;
    this.texts = new LinkTexts(survey, findings);
  }

  /** Returns what was found. */
  @Override
  public Findings run() throws IOException {
    longestPath();
    for (int i = 0; i < survey.links().count(); i++) {
      tasks.checkNotCancelled();
      texts.check(i);
    }
    DirectoryIndex index = new DirectoryIndex(survey);
    LinkResolver resolver = new LinkResolver(survey, index, texts);
    LinkNames names = survey.linkNames();
    int entry = 0;
    while (entry < names.count() && !resolver.isExhausted()) {
      tasks.checkNotCancelled();
      link(entry, resolver);
      entry++;
    }
    if (entry < names.count() || !names.isComplete()) {
      findings.image(
          FindingKind.CHECK_INCOMPLETE,
          -1,
          "only "
              + entry
              + " symbolic links were followed; following the others would take too long");
    }
    return findings;
  }

  private void longestPath() {
    int root = survey.directories().indexOf(Inode.ROOT);
    int length = root < 0 ? 0 : survey.directories().longestPath(root) + 1;
    if (length >= LinkResolver.LONGEST_PATH) {
      findings.inode(
          FindingKind.BOOT_PATH_LENGTH,
          Inode.ROOT,
          "the longest path has "
              + length
              + " bytes; from "
              + LinkResolver.LONGEST_PATH
              + " on mid-boot overruns its stack");
    }
  }

  /** Links of one directory follow each other, so that its path is found once. */
  private @Nullable String directoryPath(int directory) {
    if (directory != lastDirectory) {
      lastDirectory = directory;
      lastPath = paths.directoryPath(directory);
    }
    return lastPath;
  }

  private void link(int entry, LinkResolver resolver) throws IOException {
    LinkNames names = survey.linkNames();
    int inode = names.inode(entry);
    int index = survey.links().indexOf(inode);
    String directory = directoryPath(names.directory(entry));
    if (index < 0 || directory == null) {
      return;
    }
    String path = Paths.join(directory, names.name(entry));
    int target = resolver.resolve(path);
    String trap = resolver.trap();
    FindingKind kind = resolver.trapKind();
    if (trap != null && kind != null) {
      findings.inode(kind, inode, trap);
      return;
    }
    String text = texts.text(index);
    int reached = survey.directories().indexOf(target);
    if (text == null || reached < 0) {
      return;
    }
    int shift = LinkResolver.shift(text, path.length() - names.name(entry).length(), path.length());
    int longest = survey.directories().longestPath(reached);
    if (LinkResolver.isMangled(shift, longest)) {
      findings.inode(
          FindingKind.BOOT_LINK_MANGLED,
          inode,
          "mid-boot mangles paths that go on for "
              + Math.max(shift, LinkResolver.LEAST_MANGLED)
              + " bytes or more behind it; the longest one has "
              + longest);
    }
  }
}
