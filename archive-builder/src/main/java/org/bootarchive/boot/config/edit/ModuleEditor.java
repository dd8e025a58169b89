package org.bootarchive.boot.config.edit;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Range;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bootarchive.boot.config.ConfigException;
import org.bootarchive.boot.config.ConfigFile;
import org.bootarchive.boot.config.ConfiguredModule;
import org.bootarchive.boot.config.OverlayModule;
import org.bootarchive.boot.module.ModuleType;
import org.bootarchive.ufs.finding.SourceLine;
import org.bootarchive.ufs.text.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * Changes the modules of a menu entry or a script, and undoes the changes.
 *
 * <p>Without a {@code type=} the kernel guesses what a module is, but only if there are one or two
 * of them and no more. So the first change gives the archive and its hash their types; the lines as
 * they were stay behind in comments ({@link Markers}).
 */
public final class ModuleEditor {
  private static final String ROOTFS = " type=rootfs name=ramdisk";
  private static final String HASH = " type=hash name=ramdisk";

  private final ModuleRegion region;
  private final LineGrammar grammar;
  private final LineEdits edits;

  private ModuleEditor(ModuleRegion region, LineGrammar grammar) {
    this.region = region;
    this.grammar = grammar;
    this.edits = new LineEdits(region.lines(), region.newline());
  }

  /**
   * Gives types to modules that have none, adds the archive's hash, and adds the overlays or brings
   * those that are there up to date.
   *
   * @param fileExists whether the boot loader would find a file; asked for the archive's hash
   * @param place the line in front of which overlays go; null for behind the last module
   */
  public static ConfigFile add(
      ModuleRegion region,
      LineGrammar grammar,
      List<OverlayModule> overlays,
      FileTest fileExists,
      @Nullable Integer place)
      throws IOException {
    OverlayRules.require(region.file().name(), overlays);
    ModuleEditor editor = new ModuleEditor(region, grammar);
    editor.addAll(overlays, fileExists, place);
    return editor.result();
  }

  /** Undoes all that {@link #add} did to the region. */
  public static ConfigFile remove(ModuleRegion region, LineGrammar grammar) throws IOException {
    ModuleEditor editor = new ModuleEditor(region, grammar);
    for (Range<Integer> block : region.blocks().asRanges()) {
      editor.edits.remove(block.lowerEndpoint(), block.lowerEndpoint());
      editor.edits.remove(block.upperEndpoint(), block.upperEndpoint());
    }
    for (ModuleStatement module : region.modules()) {
      ModuleRegion.Original original = region.originals().get(module.first());
      if (region.added(module)) {
        editor.edits.remove(module.first(), module.last());
      } else if (original != null) {
        editor.edits.remove(original.marker(), original.marker());
        editor.edits.replace(module.first(), module.last(), editor.restored(module, original));
      }
    }
    return editor.result();
  }

  /**
   * Takes overlays of some names away that {@link #add} added or changed. If no other one is left,
   * undoes all that it did to the region.
   *
   * @param names as {@link OverlayRules#comparable} makes them
   */
  public static ConfigFile remove(ModuleRegion region, LineGrammar grammar, Set<ByteString> names)
      throws IOException {
    ModuleEditor editor = new ModuleEditor(region, grammar);
    boolean found = false;
    boolean others = false;
    for (ModuleStatement module : region.modules()) {
      ModuleRegion.Original original = region.originals().get(module.first());
      boolean overlay = module.type() != ModuleType.ROOTFS && module.type() != ModuleType.HASH;
      if (!overlay || !(region.added(module) || original != null)) {
        continue;
      }
      if (!names.contains(OverlayRules.comparable(module.options().name()))) {
        others = true;
        continue;
      }
      found = true;
      if (original == null) {
        editor.edits.remove(module.first(), module.last());
      } else {
        editor.edits.remove(original.marker(), original.marker());
        editor.edits.replace(module.first(), module.last(), original.text());
      }
    }
    return found && !others ? remove(region, grammar) : editor.result();
  }

  /**
   * Throws if an overlay is not among the modules as it is meant.
   *
   * @param modules what an edited configuration loads; nothing is said of one that loads none
   */
  public static void requireArrived(
      String file, List<ConfiguredModule> modules, List<OverlayModule> overlays)
      throws ConfigException {
    for (OverlayModule overlay : overlays) {
      if (!modules.isEmpty() && modules.stream().noneMatch(module -> isFor(module, overlay))) {
        throw ConfigException.refusingOverlay(
            file,
            "the overlay would not arrive as \""
                + overlay.commandLine().brief(200)
                + "\"; write a line by hand that loads it so");
      }
    }
  }

  private static boolean isFor(ConfiguredModule module, OverlayModule overlay) {
    ModuleOptions options = ModuleOptions.parse(module.commandLine());
    return module.path().endsWith(overlay.path())
        && options.isFile()
        && options.name().equals(overlay.name())
        && Optional.ofNullable(options.hash()).equals(overlay.hash());
  }

  private ConfigFile result() {
    return edits.isEmpty()
        ? region.file()
        : region.file().withContent(ByteString.ofLatin1(edits.apply()));
  }

  private void addAll(List<OverlayModule> overlays, FileTest fileExists, @Nullable Integer place)
      throws IOException {
    List<ModuleStatement> modules = region.modules();
    if (modules.isEmpty()) {
      throw new ConfigException(region.file().name(), "no module line to add others to");
    }
    if (modules.size() > OverlayRules.MAX_MODULES) {
      throw tooMany(modules.size());
    }
    List<ModuleType> types = new ArrayList<>();
    ModuleStatement archive = giveTypes(types);
    // The kernel pairs an archive that was given its type here by the name given with it.
    ByteString archiveName =
        typedNow(archive) ? ByteString.of("ramdisk") : archive.options().name();
    List<String> hashLines = new ArrayList<>();
    String hashPath = archive.path() + ".hash";
    if (archive.options().hash() == null
        && !hasHash(types, archiveName)
        && fileExists.exists(archive.options().path().concat(".hash"))) {
      hashLines.add(
          archive.sibling(
              grammar.commandLine(hashPath, " type=hash name=" + archiveName.latin1()), false));
    }
    List<String> overlayLines = new ArrayList<>();
    for (OverlayModule overlay : overlays) {
      if (!update(overlay, types)) {
        boolean plain = overlay.commandLine().contains('$');
        overlayLines.add(checked(archive, archive.sibling(grammar.commandLine(overlay), plain)));
      }
    }
    int total = modules.size() + hashLines.size() + overlayLines.size();
    if (total > OverlayRules.MAX_MODULES) {
      throw tooMany(total);
    }
    int overlayPlace = place != null ? place : modules.get(modules.size() - 1).last() + 1;
    int hashPlace = archive.last() + 1;
    if (hashPlace == overlayPlace || overlayLines.isEmpty()) {
      hashLines.addAll(overlayLines);
      overlayLines.clear();
    }
    insert(hashPlace, hashLines);
    insert(overlayPlace, overlayLines);
  }

  private ConfigException tooMany(int count) {
    return new ConfigException(
        region.where(region.modules().get(0)),
        count + " modules; the kernel panics beyond " + OverlayRules.MAX_MODULES);
  }

  /**
   * Fills in the type of each module, giving types where the kernel guesses; returns the archive.
   */
  private ModuleStatement giveTypes(List<ModuleType> types) throws IOException {
    List<ModuleStatement> modules = region.modules();
    ModuleStatement archive = null;
    for (ModuleStatement module : modules) {
      String repaired = grammar.repaired(module, region.where(module));
      if (repaired != null) {
        change(module, repaired);
      }
      ModuleOptions options = module.options();
      types.add(options.type() == null ? ModuleType.FILE : options.type());
      if (options.type() == ModuleType.ROOTFS) {
        archive = module;
      }
    }
    if (archive != null) {
      return archive;
    }
    // A line that names no file loads none: the loader stops at it, and the dry boot says so.
    List<ModuleStatement> named = modules.stream().filter(m -> !m.path().isEmpty()).toList();
    if (named.isEmpty()) {
      throw new ConfigException(region.where(modules.get(0)), "the module line names no file");
    }
    ModuleStatement first = named.get(0);
    ModuleOptions firstOptions = first.options();
    boolean guessed = named.size() <= 2 && named.stream().allMatch(m -> m.options().isFile());
    if (!(firstOptions.type() == null || guessed) || firstOptions.hash() != null) {
      throw new ConfigException(
          region.where(first), "no module has type=rootfs, and the kernel would guess none here");
    }
    change(first, first.withCommandLine(grammar.commandLine(first.path(), ROOTFS)));
    types.set(modules.indexOf(first), ModuleType.ROOTFS);
    if (named.size() > 1) {
      ModuleStatement second = named.get(1);
      ModuleOptions options = second.options();
      boolean ofFirst = options.path().equals(firstOptions.path().concat(".hash"));
      if (options.type() == null && options.hash() == null && (named.size() == 2 || ofFirst)) {
        change(second, second.withCommandLine(grammar.commandLine(second.path(), HASH)));
        types.set(modules.indexOf(second), ModuleType.HASH);
      }
    }
    return first;
  }

  private static boolean typedNow(ModuleStatement archive) {
    return archive.type() != ModuleType.ROOTFS;
  }

  private boolean hasHash(List<ModuleType> types, ByteString archiveName) {
    for (int i = 0; i < types.size(); i++) {
      ModuleStatement module = region.modules().get(i);
      if (types.get(i) == ModuleType.HASH
          && (module.type() == null || module.options().name().equals(archiveName))) {
        return true;
      }
    }
    return false;
  }

  /** Brings the modules of the overlay's name up to date; returns whether there are any. */
  private boolean update(OverlayModule overlay, List<ModuleType> types) throws IOException {
    ByteString name = OverlayRules.comparable(overlay.name());
    boolean found = false;
    for (int i = 0; i < types.size(); i++) {
      ModuleStatement module = region.modules().get(i);
      ModuleOptions options = module.options();
      if (types.get(i) != ModuleType.FILE
          || !OverlayRules.comparable(options.name()).equals(name)) {
        continue;
      }
      found = true;
      boolean same =
          options.path().equals(overlay.path())
              && options.name().equals(overlay.name())
              && Optional.ofNullable(options.hash()).equals(overlay.hash());
      if (!same) {
        String commandLine = grammar.commandLine(overlay);
        boolean plain = commandLine.indexOf('$') >= 0;
        change(
            module,
            plain && module.command().endsWith("$")
                ? module.sibling(commandLine, true)
                : module.withCommandLine(commandLine));
      }
    }
    return found;
  }

  /** Changes a line; if it is not one that was added, says in front of it what it was. */
  private void change(ModuleStatement module, String text) throws IOException {
    if (!region.added(module) && !region.originals().containsKey(module.first())) {
      String original = original(module);
      if (original.indexOf('\0') >= 0) {
        throw new ConfigException(
            region.where(module),
            "the module line has a NUL byte, behind which the boot loader does not read on; write"
                + " the line anew");
      }
      edits.mark(module.last(), module.indentation() + Markers.was(original));
    }
    edits.replace(module.first(), module.last(), checked(module, text));
  }

  private String original(ModuleStatement module) {
    List<RawLine> raw = region.lines().subList(module.first(), module.last() + 1);
    String text = RawLine.join(raw);
    return text.substring(0, text.length() - raw.get(raw.size() - 1).terminator().length());
  }

  private String checked(ModuleStatement near, String text) throws IOException {
    if (text.length() > grammar.maxLineBytes()) {
      throw new ConfigException(
          region.where(near),
          "the new line would have "
              + text.length()
              + " bytes; the boot loader reads no more than "
              + grammar.maxLineBytes());
    }
    if (text.endsWith("\\")) {
      throw new ConfigException(region.where(near), "the new line would end in a backslash");
    }
    return text;
  }

  /** Adds lines in front of a line: to the block that is there, else as a new one. */
  private void insert(int place, List<String> texts) throws IOException {
    if (texts.isEmpty()) {
      return;
    }
    List<RawLine> lines = region.lines();
    Set<Integer> ends = new HashSet<>();
    region.blocks().asRanges().forEach(block -> ends.add(block.upperEndpoint()));
    boolean inside = region.blocks().contains(place) && region.blocks().contains(place - 1);
    if (inside && !ends.contains(place - 1)) {
      texts.forEach(text -> edits.insert(place, text));
    } else if (region.blocks().contains(place)) {
      texts.forEach(text -> edits.insert(place + 1, text));
    } else if (region.blocks().contains(place - 1)) {
      texts.forEach(text -> edits.insert(place - 1, text));
    } else {
      if (place == lines.size() && place > 0 && lines.get(place - 1).text().endsWith("\\")) {
        throw new ConfigException(
            region.file().line(place), "the last line ends in a backslash: it would go on");
      }
      String indentation = lines.get(region.modules().get(0).first()).indentation();
      edits.insert(place, indentation + Markers.BEGIN);
      texts.forEach(text -> edits.insert(place, text));
      edits.insert(place, indentation + Markers.END);
    }
  }

  /** Returns the line as it was, but with the path that it has now. */
  private String restored(ModuleStatement module, ModuleRegion.Original original)
      throws IOException {
    ModuleType type = module.type();
    if (type != ModuleType.ROOTFS && type != ModuleType.HASH) {
      return original.text();
    }
    List<RawLine> raw =
        RawLine.split(new ConfigFile(region.file().name(), ByteString.ofLatin1(original.text())));
    SourceLine where = region.file().line(original.marker() + 1);
    List<LogicalLine> joined = grammar.join(ImmutableList.copyOf(raw), 0, raw.size());
    Optional<ModuleStatement> before =
        joined.size() == 1 ? grammar.module(joined.get(0), where) : Optional.empty();
    if (before.isEmpty()) {
      throw new ConfigException(where, "damaged edit: the marker holds no module line");
    }
    ModuleStatement old = before.get();
    if (old.path().equals(module.path())) {
      return original.text();
    }
    int start = old.lead().length();
    if (raw.size() > 1 || original.text().indexOf('\r') >= 0) {
      throw new ConfigException(
          where, "the path was changed by hand, and the line as it was cannot take it");
    }
    return original.text().substring(0, start)
        + module.path()
        + original.text().substring(start + old.path().length());
  }
}
