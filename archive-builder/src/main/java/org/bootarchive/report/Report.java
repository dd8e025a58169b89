package org.bootarchive.report;

import com.google.common.collect.ImmutableList;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bootarchive.archive.anon.AnonymousBoot;
import org.bootarchive.archive.tree.UsrImage;
import org.bootarchive.boot.DryBootReport;
import org.bootarchive.report.ReportedFinding.Section;
import org.bootarchive.report.page.ReportPage;
import org.bootarchive.report.page.VisibleJson;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.finding.Finding;

/**
 * An archive, what an older one has otherwise, and its boot, in one document: what is in it, what
 * fills it, what was found, with what to do.
 *
 * <p>All of it is gathered when this is made, but for the names and contents of files, which are
 * kept as they were read. What comes from an image is text in it: bytes that are no characters are
 * {@code \xHH}.
 */
public final class Report {
  /** What goes into a report besides the archive. */
  public record Request(
      String generator,
      String title,
      ReportSubject archive,
      Optional<ReportSubject> against,
      Optional<ReportSource> modules,
      Optional<DryBootReport> boot,
      ReportLimits limits) {}

  private final ReportParts parts;

  private Report(ReportParts parts) {
    this.parts = parts;
  }

  /**
   * Gathers a report.
   *
   * @throws CorruptImageException if there is no tree in one of the archives
   * @throws IOException if something cannot be read
   */
  public static Report of(Request request) throws IOException {
    ReportSubject archive = request.archive();
    ReportTrees trees = trees(archive);
    List<ReportedFinding> findings = new ArrayList<>();
    Section ofCheck = archive.check().platform().isPresent() ? Section.PLATFORM : Section.CHECK;
    addAll(findings, ofCheck, archive.check().findings());
    addAll(findings, Section.CHECK, trees.findings());
    ImmutableList.Builder<ReportSource> sources = ImmutableList.builder();
    sources.add(archive.source());
    Optional<ReportDifference> difference = Optional.empty();
    int textBytes = request.limits().textBytes(trees.size(), 0);
    if (request.against().isPresent()) {
      ReportSubject old = request.against().get();
      sources.add(old.source());
      difference =
          Optional.of(DifferenceReader.read(old, trees(old), archive, trees, request.limits()));
      textBytes = request.limits().textBytes(trees.size(), difference.get().size()) / 2;
    }
    request.modules().ifPresent(sources::add);
    Optional<ReportBoot> boot = Optional.empty();
    Optional<ReportEnabling> enabling = Optional.empty();
    if (request.boot().isPresent()) {
      DryBootReport dry = request.boot().get();
      boot = Optional.of(new ReportBoot(dry, BootTimeline.of(dry, findings.size())));
      addAll(findings, Section.BOOT, dry.findings());
      AnonymousBoot anonymous = AnonymousBoot.of(dry);
      if (anonymous.enabling().isPresent()) {
        enabling = Optional.of(ReportEnabling.of(anonymous.enabling()));
        addAll(findings, Section.ENABLING, anonymous.enabling().findings());
      }
    }
    ImmutableList.Builder<ImmutableList<ImmutableList<Integer>>> duplicates =
        ImmutableList.builder();
    for (FileTree tree : trees.trees()) {
      duplicates.add(Duplicates.of(tree, sums(archive, tree)));
    }
    return new Report(
        new ReportParts(
            request.generator(),
            request.title(),
            sources.build(),
            archive,
            ImmutableList.copyOf(findings),
            trees,
            ImmutableList.copyOf(
                TextContents.of(trees.trees(), request.limits().fileBytes(), textBytes)),
            duplicates.build(),
            groups(archive),
            difference,
            boot,
            enabling));
  }

  private static ReportTrees trees(ReportSubject subject) throws IOException {
    try {
      return ReportTrees.of(subject.tree());
    } catch (CorruptImageException e) {
      throw e.in(subject.source().path());
    }
  }

  private static void addAll(List<ReportedFinding> findings, Section section, List<Finding> found) {
    found.forEach(finding -> findings.add(new ReportedFinding(section, finding)));
  }

  /** Returns the sums of a tree's files that the check has read, by their inodes. */
  private static Map<Long, String> sums(ReportSubject archive, FileTree tree) {
    Map<Long, String> byInode = new HashMap<>();
    if (archive.check().sums().isEmpty()) {
      return byInode;
    }
    String top = tree.name().equals(FileTree.USR) ? FileTree.USR + "/" : "";
    for (FileTree.Node node : tree.nodes()) {
      if (node.isRegular()) {
        String sum = archive.check().sums().get(top.concat(node.path()));
        if (sum != null) {
          byInode.put(node.number(), sum);
        }
      }
    }
    return byInode;
  }

  private static ImmutableList<GroupMap> groups(ReportSubject archive) throws IOException {
    ImmutableList.Builder<GroupMap> groups = ImmutableList.builder();
    if (archive.isUfs()) {
      groups.addAll(
          GroupMap.of(FileTree.ROOT, archive.device(), archive.tree().root().superblock()));
    }
    if (archive.tree().usr().orElse(null) instanceof UsrImage usr) {
      try {
        // Closing it would close the tree's own file system of /usr.
        BlockDevice device = usr.device();
        groups.addAll(GroupMap.of(FileTree.USR, device, usr.volume().superblock()));
      } catch (CorruptImageException e) {
        // The check says what is wrong with it.
      }
    }
    return groups.build();
  }

  /**
   * Writes the report as JSON in one line; see docs/report.md for what it has.
   *
   * @throws IOException if it cannot be written, or an image not be read
   */
  public void writeJson(Writer out) throws IOException {
    ReportJson.write(parts, new VisibleJson(out));
  }

  /**
   * Writes the report as a page in UTF-8, and leaves the stream open.
   *
   * @throws IOException if it cannot be written, or an image not be read
   */
  public void writePage(OutputStream out) throws IOException {
    ReportPage.write(out, summary(), json -> ReportJson.write(parts, json));
  }

  /** Returns the report without its trees and its cylinder groups. */
  private JsonObject summary() throws IOException {
    return ReportJson.summary(parts);
  }
}
