package org.bootarchive.boot.config.ipxe;

import com.google.common.collect.ImmutableSet;
import java.util.List;
import org.bootarchive.boot.config.ConfigException;
import org.bootarchive.boot.config.edit.LogicalLine;
import org.bootarchive.ufs.text.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The entry that was asked for, an item of a menu or else a label, and what becomes of it: whether
 * the script comes to it, and whether what boots in the end is what it says.
 */
final class IpxeEntry {
  /** Commands that fetch or start what is to be booted. */
  private static final ImmutableSet<String> STARTS =
      ImmutableSet.of("kernel", "imgselect", "imgload", "boot", "imgexec", "chain");

  /** Commands that fetch modules and start nothing. */
  private static final ImmutableSet<String> MODULES = ImmutableSet.of("module", "initrd");

  /** Words of a line that decides where the script goes, or fetches. */
  private static final ImmutableSet<String> FLOW =
      ImmutableSet.<String>builder()
          .add("goto", "menu", "choose", "prompt", "exit", "imgfetch")
          .addAll(STARTS)
          .addAll(MODULES)
          .build();

  private final @Nullable ByteString asked;

  /** The same as a script has it. */
  private final @Nullable String name;

  private boolean taken;

  /** Whether it was left because something in it failed. */
  private boolean failed;

  /** Whether a command of this line failed, behind the entry. */
  private boolean lineFailed;

  /** Whether a kernel or script could not be fetched or started there, and no other one since. */
  private boolean startFailed;

  /** Whether a module of this line could not be fetched. */
  private boolean moduleFailed;

  /** Whether a failure led elsewhere. */
  private boolean turnedAway;

  /**
   * Makes an entry that the script has not come to.
   *
   * @param asked null if none was asked for: the script decides
   */
  IpxeEntry(@Nullable ByteString asked) {
    this.asked = asked;
    this.name = asked == null ? null : asked.latin1();
  }

  /**
   * Returns the line of the label that was asked for, if no menu offers it; else -1.
   *
   * @throws ConfigException if there is neither a label nor an item of that name
   */
  int line(IpxeLines lines, String file) throws ConfigException {
    if (name == null) {
      return -1;
    }
    for (LogicalLine logical : lines.all()) {
      List<String> words = words(logical);
      if (!words.isEmpty() && words.get(0).equals("item") && words.contains(name)) {
        return -1;
      }
    }
    int label = lines.label(name);
    if (label < 0) {
      throw new ConfigException(file, "has no label or menu item " + ByteString.ofLatin1(name));
    }
    return label;
  }

  /**
   * Returns whether a label that was asked for is taken instead of this line: the first that
   * decides where the script goes, or fetches.
   */
  boolean takesOver(LogicalLine logical) {
    boolean now =
        !taken
            && (IpxeLine.label(logical.text()) != null
                || words(logical).stream().anyMatch(FLOW::contains));
    taken |= now;
    return now;
  }

  private static List<String> words(LogicalLine logical) {
    return IpxeLine.words(logical.text()).stream().map(IpxeLine.Word::text).toList();
  }

  void lineBegins(LogicalLine logical) {
    failed |= startFailed && IpxeLine.label(logical.text()) != null;
    lineFailed = false;
    moduleFailed = false;
  }

  void commandEnds(String command, boolean good) {
    if (!taken) {
      return;
    }
    lineFailed |= !good;
    if (STARTS.contains(command)) {
      startFailed = !good;
    }
    moduleFailed |= !good && MODULES.contains(command);
  }

  /** Keeps in mind that a goto leads elsewhere. */
  void jumps() {
    failed |= startFailed || moduleFailed;
    turnedAway |= lineFailed;
  }

  /** A menu that comes up again, or that a failure leads to, means that the entry did not boot. */
  void menuComesUp(List<IpxeMenus.Item> items) {
    failed |=
        taken
            && (turnedAway
                || items.stream().anyMatch(item -> name != null && name.equals(item.name())));
  }

  /** Returns whether an item of a menu is the one that was asked for, and takes it. */
  boolean takes(String item) {
    boolean now = !taken && item.equals(name);
    taken |= now;
    return now;
  }

  /** Returns why what boots is not the entry that was asked for; null if it is. */
  @Nullable String trouble() {
    if (asked == null || (taken && !failed)) {
      return null;
    }
    return "the entry "
        + asked.brief(80)
        + (taken
            ? " does not boot; the script goes on and boots something else"
            : " is never reached; the script boots something else");
  }
}
