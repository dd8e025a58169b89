package org.bootarchive.tool;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bootarchive.archive.patch.Edit;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

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
      names = "--edits",
      paramLabel = "FILE",
      converter = GivenEdit.Converter.class,
      description = "Edits from a file; its files are relative to its directory.")
  private List<GivenEdit> files = List.of();

  /** Returns whether there is no edit. */
  boolean isEmpty() {
    return files.isEmpty() && byKind().values().stream().allMatch(List::isEmpty);
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
        .build();
  }

  /** Returns the edits of all options in the order of the command line. */
  List<Edit> edits(CommandLine command) throws IOException {
    TreeMap<Long, ImmutableList<Edit>> ordered = new TreeMap<>();
    for (Map.Entry<String, List<GivenEdit>> option : byKind().entrySet()) {
      for (GivenEdit edit : option.getValue()) {
        ordered.put(edit.place(), ImmutableList.of(parse(command, option.getKey(), edit.text())));
      }
    }
    for (GivenEdit file : files) {
      ordered.put(file.place(), Edit.readAll(ByteArguments.file(file.text())));
    }
    ImmutableList.Builder<Edit> edits = ImmutableList.builder();
    ordered.values().forEach(edits::addAll);
    return edits.build();
  }

  private static Edit parse(CommandLine command, String kind, String text) {
    try {
      String typed = text.substring(text.indexOf('=') + 1);
      return Edit.parse(kind, ByteArguments.bytes(text), bytes -> ByteArguments.file(typed));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command, "--" + kind + ": " + e.getMessage(), e);
    }
  }
}
