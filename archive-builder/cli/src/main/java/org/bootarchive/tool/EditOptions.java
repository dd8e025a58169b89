package org.bootarchive.tool;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bootarchive.archive.build.ArchiveSource;
import org.bootarchive.archive.patch.Edit;
import org.bootarchive.archive.patch.EditPath;
import picocli.CommandLine.Option;

/** The edits that a command is to make. */
final class EditOptions {
  @Option(
      names = "--put",
      paramLabel = "PATH=FILE",
      converter = GivenEdit.Converter.class,
      description = "Give PATH the contents of FILE.")
  private List<GivenEdit> put = List.of();

  @Option(
      names = "--remove",
      paramLabel = "PATH",
      converter = GivenEdit.Converter.class,
      description = "Remove a file, or an empty directory.")
  private List<GivenEdit> remove = List.of();

  @Option(
      names = "--remove-all",
      paramLabel = "PATH",
      converter = GivenEdit.Converter.class,
      description = "Remove a directory with all that is in it.")
  private List<GivenEdit> removeAll = List.of();

  @Option(
      names = "--mkdir",
      paramLabel = "PATH",
      converter = GivenEdit.Converter.class,
      description = "Make a directory, root's, 0755.")
  private List<GivenEdit> mkdir = List.of();

  @Option(
      names = "--link",
      paramLabel = "NEW=TARGET",
      converter = GivenEdit.Converter.class,
      description = "Make a hard link.")
  private List<GivenEdit> link = List.of();

  @Option(
      names = "--symlink",
      paramLabel = "NEW=TEXT",
      converter = GivenEdit.Converter.class,
      description = "Make a symbolic link.")
  private List<GivenEdit> symlink = List.of();

  @Option(
      names = "--chmod",
      paramLabel = "MODE=PATH",
      converter = GivenEdit.Converter.class,
      description = "Set permissions, in octal.")
  private List<GivenEdit> chmod = List.of();

  @Option(
      names = "--chown",
      paramLabel = "UID:GID=PATH",
      converter = GivenEdit.Converter.class,
      description = "Set owner and group, by number.")
  private List<GivenEdit> chown = List.of();

  @Option(
      names = "--tree",
      paramLabel = "[PATH=]DIR",
      converter = GivenEdit.Converter.class,
      description = "Put all that is in DIR into PATH, or the root.")
  private List<GivenEdit> tree = List.of();

  @Option(
      names = "--tar",
      paramLabel = "FILE",
      converter = GivenEdit.Converter.class,
      description = "Put all files of a tar, a cpio archive or an ISO 9660, gzipped or not.")
  private List<GivenEdit> tar = List.of();

  @Option(
      names = "--manifest",
      paramLabel = "FILE",
      converter = GivenEdit.Converter.class,
      description = "Put the files that a manifest lists, from --proto; IMAGE names the owners.")
  private List<GivenEdit> manifests = List.of();

  @Option(
      names = "--proto",
      paramLabel = "DIR",
      description = "Where a manifest's files are; may be repeated, the first one counts.")
  private List<Path> protos = List.of();

  @Option(
      names = "--all-root",
      description = "Files of --tree, --tar and --manifest are root's, not their owners'.")
  private boolean allRoot;

  @Option(
      names = "--edits",
      paramLabel = "FILE",
      converter = GivenEdit.Converter.class,
      description = "Edits from a file; its files are relative to its directory.")
  private List<GivenEdit> files = List.of();

  /** Returns whether there is no edit. */
  boolean isEmpty() {
    return files.isEmpty()
        && manifests.isEmpty()
        && byKind().values().stream().allMatch(List::isEmpty);
  }

  private ImmutableMap<String, List<GivenEdit>> byKind() {
    return ImmutableMap.<String, List<GivenEdit>>builder()
        .put("put", put)
        .put("remove", remove)
        .put("remove-all", removeAll)
        .put("mkdir", mkdir)
        .put("link", link)
        .put("symlink", symlink)
        .put("chmod", chmod)
        .put("chown", chown)
        .put("tree", tree)
        .put("tar", tar)
        .build();
  }

  /** Returns the edits of all options in the order of the command line. */
  List<Edit> edits() throws IOException {
    TreeMap<Long, ImmutableList<Edit>> ordered = new TreeMap<>();
    for (Map.Entry<String, List<GivenEdit>> option : byKind().entrySet()) {
      for (GivenEdit edit : option.getValue()) {
        ordered.put(edit.place(), ImmutableList.of(parse(option.getKey(), edit.text())));
      }
    }
    for (GivenEdit file : files) {
      ordered.put(file.place(), Edit.readAll(ByteArguments.file(file.text())));
    }
    if (manifests.isEmpty() != protos.isEmpty()) {
      throw new UsageException("--proto goes with --manifest, and --manifest with --proto");
    }
    for (GivenEdit manifest : manifests) {
      ArchiveSource source = ArchiveSource.manifest(ByteArguments.file(manifest.text()), protos);
      ordered.put(manifest.place(), ImmutableList.of(new Edit.PutTree(EditPath.ROOT, source)));
    }
    ImmutableList.Builder<Edit> edits = ImmutableList.builder();
    ordered.values().forEach(edits::addAll);
    return owned(edits.build());
  }

  /**
   * Returns the files that the edits are in, and those that they read.
   *
   * @param edits what {@link #edits} returned
   */
  List<Path> inputs(List<Edit> edits) throws IOException {
    List<Path> inputs = new ArrayList<>(Edit.inputs(edits));
    files.forEach(file -> inputs.add(ByteArguments.file(file.text())));
    return inputs;
  }

  private List<Edit> owned(ImmutableList<Edit> edits) throws IOException {
    if (!allRoot) {
      tellOfOwners(edits);
      return edits;
    }
    if (edits.stream().noneMatch(edit -> edit instanceof Edit.PutTree)) {
      throw new UsageException("--all-root goes with --tree, --tar and --manifest");
    }
    return edits.stream()
        .map(
            edit ->
                edit instanceof Edit.PutTree put
                    ? new Edit.PutTree(put.path(), put.source().allRoot())
                    : edit)
        .collect(toImmutableList());
  }

  /** Tells of the trees alone: tars and manifests say themselves whose their files are. */
  private static void tellOfOwners(List<Edit> edits) throws IOException {
    for (Edit edit : edits) {
      if (edit instanceof Edit.PutTree put
          && put.source().inputs().stream().allMatch(Files::isDirectory)) {
        for (Path directory : put.source().inputs()) {
          OwnerNote.tell(directory);
        }
      }
    }
  }

  private static Edit parse(String kind, String text) {
    try {
      String typed = text.substring(text.indexOf('=') + 1);
      return Edit.parse(kind, ByteArguments.bytes(text), bytes -> ByteArguments.file(typed));
    } catch (IllegalArgumentException e) {
      throw new UsageException("--" + kind + ": " + e.getMessage(), e);
    }
  }
}
