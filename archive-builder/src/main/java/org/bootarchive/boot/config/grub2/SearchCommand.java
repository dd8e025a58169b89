package org.bootarchive.boot.config.grub2;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bootarchive.boot.config.grub2.CommandOptions.Option;
import org.bootarchive.boot.config.grub2.CommandOptions.Value;
import org.bootarchive.ufs.finding.SourceLine;
import org.jspecify.annotations.Nullable;

/** The command {@code search}: commands/search.c, search_wrap.c. */
final class SearchCommand {
  private static final ImmutableList<Option> OPTIONS =
      ImmutableList.of(
          new Option("file", 'f', Value.NONE),
          new Option("label", 'l', Value.NONE),
          new Option("fs-uuid", 'u', Value.NONE),
          new Option("set", 's', Value.OPTIONAL),
          new Option("no-floppy", 'n', Value.NONE),
          new Option("efidisk-only", '\0', Value.NONE),
          new Option("hint", 'h', Value.REQUIRED),
          new Option("hint-ieee1275", '\0', Value.REQUIRED),
          new Option("hint-bios", '\0', Value.REQUIRED),
          new Option("hint-baremetal", '\0', Value.REQUIRED),
          new Option("hint-efi", '\0', Value.REQUIRED),
          new Option("hint-arc", '\0', Value.REQUIRED));

  private final GrubState state;
  private final SourceLine where;

  SearchCommand(GrubState state, SourceLine where) {
    this.state = state;
    this.where = where;
  }

  GrubError run(List<String> words) throws IOException {
    Optional<CommandOptions> parsed = CommandOptions.parse(words, OPTIONS, true);
    if (parsed.isEmpty()) {
      return GrubError.BAD_ARGUMENT;
    }
    CommandOptions options = parsed.get();
    List<String> hints = new ArrayList<>();
    boolean efi = state.variables().value("grub_platform").equals("efi");
    options.value("hint").ifPresent(hints::add);
    options.value(efi ? "hint-efi" : "hint-bios").ifPresent(hints::add);
    options.value("hint-baremetal").ifPresent(hints::add);
    Optional<String> id =
        options.arguments().stream().filter(word -> !word.startsWith("--hint-")).findFirst();
    String variable = options.has("set") ? options.value("set").orElse("root") : null;
    if (id.isEmpty()) {
      id = options.value("set");
      variable = "root";
    }
    if (id.isEmpty()) {
      return GrubError.BAD_ARGUMENT;
    }
    for (String kind : List.of("label", "fs-uuid", "file")) {
      if (options.has(kind)) {
        return search(kind, id.get(), variable, hints);
      }
    }
    return GrubError.INVALID_COMMAND;
  }

  /** The short forms: what is searched, the variable, hints. */
  GrubError run(String kind, List<String> arguments) throws IOException {
    if (arguments.isEmpty()) {
      return GrubError.BAD_ARGUMENT;
    }
    return search(
        kind,
        arguments.get(0),
        arguments.size() > 1 ? arguments.get(1) : null,
        arguments.subList(Math.min(2, arguments.size()), arguments.size()));
  }

  private GrubError search(String kind, String id, @Nullable String variable, List<String> hints)
      throws IOException {
    List<Volume> candidates = new ArrayList<>();
    for (String hint : hints) {
      String device = hint.endsWith(",") ? hint.substring(0, hint.length() - 1) : hint;
      for (Volume volume : state.volumes().inOrder()) {
        boolean below = hint.endsWith(",") && volume.device().startsWith(hint);
        if (volume.isNamed(device) || below) {
          candidates.add(volume);
        }
      }
    }
    candidates.addAll(state.volumes().inOrder());
    for (Volume volume : candidates) {
      if (has(volume, kind, id)) {
        return found(volume, variable);
      }
    }
    if (!kind.equals("file") && state.volumes().othersAreUnknown()) {
      state.report(
          where,
          Grub2Code.GRUB2_DEVICE_ASSUMED,
          "the volume with "
              + (kind.equals("label") ? "label " : "UUID ")
              + Shown.brief(id)
              + " is taken to be the boot volume");
      return found(state.volumes().boot(), variable);
    }
    state.report(
        where,
        Grub2Code.GRUB2_COMMAND_FAILS,
        "search finds no volume with "
            + (kind.equals("file") ? "the file " : kind.equals("label") ? "label " : "UUID ")
            + Shown.brief(id)
            + (variable == null ? "" : "; " + Shown.brief(variable) + " stays as it is"));
    return GrubError.FILE_NOT_FOUND;
  }

  private GrubError found(Volume volume, @Nullable String variable) {
    if (variable != null) {
      state.variables().set(variable, volume.device());
    }
    return GrubError.NONE;
  }

  private boolean has(Volume volume, String kind, String id) throws IOException {
    return switch (kind) {
      case "label" -> volume.label().equals(id);
      case "fs-uuid" -> Ascii.equalsIgnoreCase(volume.uuid(), id);
      default -> state.files().isFile("(" + volume.device() + ")" + id);
    };
  }
}
