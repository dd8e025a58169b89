package org.bootarchive.tool;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bootarchive.archive.convert.UnpackedArchive;
import org.bootarchive.archive.platform.Platform;
import org.bootarchive.archive.platform.PlatformSummary;
import org.bootarchive.archive.tree.ArchiveTree;
import org.bootarchive.archive.tree.VolumePath;
import org.bootarchive.archive.tree.VolumePath.LastLink;
import org.bootarchive.json.ResultJson;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.DirectoryEntry;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.text.FileName;
import org.bootarchive.ufs.volume.TreeWalk;
import org.bootarchive.ufs.volume.Visit;
import org.bootarchive.ufs.volume.Vnode;
import org.bootarchive.ufs.volume.Volume;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code inspect}: a file system at a glance, or its files. */
@Command(
    name = "inspect",
    header = "Shows an archive at a glance, or a path in it.",
    description = {
      "Shows the archive at a glance (its file system, or how many members a cpio",
      "archive or an ISO 9660 has), or what is at PATH: a file, or a directory's",
      "entries.",
      "Of a platform also: version, kernel, hash, manifest, and what it was built",
      "from.",
      "PATH may be a pattern with *, ?, [a-z], and ** for directories: then what",
      "matches is shown, a directory itself. A file that is called so comes first.",
      "Exit code 1 if there is nothing at PATH, or nothing matches."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Bytes that are not printable are shown as \\xHH, which PATH may have too. Links",
      "in PATH are followed, within the image, but for its last name. The order is",
      "that of the disk.",
      "usr/ is what usr.lgz holds, if there is one. JSON of files in it has \"nested\":",
      "true.",
      "-l: inode, mode (+ access control list, @ extended attributes), links, uid,",
      "gid, size, UTC.",
      "",
      "Example:",
      "  archive-tool inspect platform-STAMP.tgz",
      "  archive-tool inspect boot_archive -l kernel/drv",
      "  archive-tool inspect boot_archive 'kernel/drv/*.conf'"
    })
final class InspectCommand implements Callable<Integer> {
  @Mixin private ImageOptions image = new ImageOptions();

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PATH",
      description = "A file or directory in the image.")
  private @Nullable String path;

  @Option(names = "-l", description = "Long listing.")
  private boolean longForm;

  @Option(names = "-R", description = "All that is below.")
  private boolean recursive;

  @Option(names = "--json", description = "Print JSON; of a directory itself and its entries.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    ImagePlace place = image.place();
    return place.reading(new Showing(this, place));
  }

  /** Not a lambda: it would be the only one of a glance, and setting up the first is slow. */
  private record Showing(InspectCommand command, ImagePlace place) implements ImagePlace.Reading {
    @Override
    public int run() throws IOException {
      return command.show(place);
    }
  }

  private int show(ImagePlace place) throws IOException {
    PrintWriter out = StandardOutput.text();
    boolean isGlance = path == null && !longForm && !recursive;
    if (isGlance) {
      Optional<Path> platform = place.platform();
      if (platform.isPresent()) {
        try (place) {
          glanceAtPlatform(platform.get(), out);
        }
        return ExitCode.GOOD;
      }
    }
    try (OpenImage open = image.open(place)) {
      if (isGlance) {
        glance(open, out);
      } else {
        list(open, out);
      }
    }
    return ExitCode.GOOD;
  }

  private void glanceAtPlatform(Path place, PrintWriter out) throws IOException {
    try (Platform platform = Platform.open(place);
        OpenImage open = image.open(platform)) {
      PlatformSummary summary = PlatformSummary.of(platform, open.volume());
      if (json) {
        out.println(
            ResultJson.of(open.tree(), open.device().size(), platform.archiveSummary(), summary));
      } else {
        FileSystemGlance.of(open, platform.archiveSummary()).print(out);
        PlatformGlance.print(out, summary);
      }
    }
  }

  private void glance(OpenImage open, PrintWriter out) throws IOException {
    Optional<UnpackedArchive.Summary> form =
        open.file().isPresent() ? open.file().get().summary() : Optional.empty();
    if (json) {
      out.println(ResultJson.of(open.tree(), open.device().size(), form));
    } else {
      FileSystemGlance.of(open, form).print(out);
    }
  }

  private void list(OpenImage open, PrintWriter out) throws IOException {
    FileListing listing =
        json ? new JsonListing(out) : longForm ? new LongListing(out) : new ShortListing(out);
    Optional<VolumePath> one =
        path == null
            ? Optional.of(VolumePath.root(open.tree()))
            : open.findPath(path, LastLink.KEEP);
    ImmutableList<VolumePath> places =
        one.isPresent() || path == null
            ? ImmutableList.copyOf(one.stream().iterator())
            : open.findMatches(path, LastLink.KEEP);
    if (!json && places.stream().anyMatch(this::showsUsr)) {
      open.usrView().print(StandardError.text());
    }
    for (VolumePath place : places) {
      if (one.isEmpty() && !recursive) {
        listing.add(open.tree(), place.toString(), place.vnode(), place.vnode().inode());
      } else {
        list(open.tree(), place, listing);
      }
    }
    listing.finish();
  }

  private boolean showsUsr(VolumePath place) {
    return UsrView.isUsr(place) || (recursive && place.names().isEmpty());
  }

  private void list(ArchiveTree tree, VolumePath place, FileListing listing) throws IOException {
    Vnode vnode = place.vnode();
    Inode inode = vnode.inode();
    if (recursive) {
      listTree(tree, place, listing);
    } else {
      if (json || inode.type() != FileType.DIRECTORY) {
        listing.add(tree, place.toString(), vnode, inode);
      }
      if (inode.type() == FileType.DIRECTORY) {
        listEntries(tree, place, listing);
      }
    }
  }

  private static void listTree(ArchiveTree tree, VolumePath place, FileListing listing)
      throws IOException {
    TreeWalk walk = tree.walk(place.vnode());
    for (Visit visit = walk.next(); visit != null; visit = walk.next()) {
      String below = path(place, visit.path());
      listing.add(tree, below, visit.vnode(), visit.inode());
    }
  }

  private void listEntries(ArchiveTree tree, VolumePath place, FileListing listing)
      throws IOException {
    Volume volume = place.vnode().volume();
    for (DirectoryEntry entry : volume.entries(place.inode())) {
      if (!entry.name().isDots()) {
        String name = json ? path(place, ImmutableList.of(entry.name())) : entry.name().toString();
        Vnode vnode = entryOrHidden(tree, volume, entry);
        listing.add(tree, name, vnode, vnode.inode());
      }
    }
  }

  /** Returns what an entry stands for; of a damaged usr.lgz, the directory that it would hide. */
  private Vnode entryOrHidden(ArchiveTree tree, Volume volume, DirectoryEntry entry)
      throws IOException {
    try {
      return tree.at(volume, entry.inode());
    } catch (CorruptImageException e) {
      StandardError.text().println("archive-tool: " + e.getMessage());
      return new Vnode(volume, entry.inode());
    }
  }

  private static String path(VolumePath place, ImmutableList<FileName> below) {
    if (below.isEmpty()) {
      return place.toString();
    }
    String rest = Joiner.on('/').join(below);
    return place.names().isEmpty() ? rest : place + "/" + rest;
  }
}
