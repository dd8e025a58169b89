package org.bootarchive.boot.config.grub2;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bootarchive.ufs.finding.SourceLine;
import org.jspecify.annotations.Nullable;

/** Chooses entries and runs them as nobody at the keyboard would: normal/menu.c. */
final class MenuRun {
  private final GrubState state;
  private final ScriptRun run;

  MenuRun(GrubState state, ScriptRun run) {
    this.state = state;
    this.run = run;
  }

  /**
   * Shows a menu until something boots, or returns to the one that opened it.
   *
   * @param automatic whether it was opened by an entry that ran by itself
   */
  void show(List<Entry> menu, boolean automatic, SourceLine where) throws Ended, IOException {
    Variables variables = state.variables();
    Optional<String> timeout = variables.get("timeout");
    if (timeout.isEmpty() || Numbers.parse(timeout.get()).state() != Numbers.State.NUMBER) {
      state.report(
          where,
          Grub2Code.GRUB2_WAITS,
          "no timeout is set: the menu waits for a key, and the entry below the cursor is taken");
    }
    Entry entry = menu.get(defaultNumber(menu, where));
    execute(menu, entry, true);
    if (!automatic) {
      throw new Ended(Ended.How.WAITS, entry.where(), "nothing is loaded, and the menu waits");
    }
  }

  /** Runs an entry, and those that {@code fallback} names if it comes back. */
  void execute(List<Entry> menu, Entry entry, boolean automatic) throws Ended, IOException {
    executeEntry(entry, automatic, null);
    for (OptionalInt next = nextFallback();
        next.isPresent() && next.getAsInt() < menu.size();
        next = nextFallback()) {
      Entry fallback = menu.get(next.getAsInt());
      state.report(
          entry.where(),
          Grub2Code.GRUB2_FALLBACK,
          "this entry boots nothing; GRUB falls back to \"" + Shown.brief(fallback.title()) + "\"");
      executeEntry(fallback, automatic, null);
    }
  }

  /**
   * Runs an entry; returns if it boots nothing.
   *
   * @param chosen in a submenu, what is chosen there; null for its default
   */
  void executeEntry(Entry entry, boolean automatic, @Nullable List<String> chosen)
      throws Ended, IOException {
    Variables variables = state.variables();
    if (entry.restricted() && variables.get("superusers").isPresent()) {
      state.report(
          entry.where(),
          Grub2Code.GRUB2_ASKS_FOR_USER,
          "GRUB asks for a user and a password before it runs \""
              + Shown.brief(entry.title())
              + "\"");
    }
    state.enter(entry);
    String choice = variables.value("default");
    Optional<String> oldChosen = variables.get("chosen");
    Optional<String> oldDefault = variables.get("default");
    if (entry.submenu()) {
      state.openContext();
      if (automatic) {
        state.variables().set("timeout", "0");
      }
    }
    String id = entry.id().replace(">", ">>");
    state.variables().export("chosen", oldChosen.map(outer -> outer + ">" + id).orElse(id));
    int inner = separator(choice);
    if (inner >= 0 && inner + 1 < choice.length()) {
      state.variables().set("default", choice.substring(inner + 1));
    } else {
      state.variables().unset("default");
    }
    int result = run.run(LineReader.of(entry.body()), ImmutableList.copyOf(entry.arguments()));
    if (state.loader().isLoaded()) {
      if (result != 0) {
        state.report(
            entry.where(),
            Grub2Code.GRUB2_LAST_COMMAND_FAILS,
            "the last command of this entry fails; GRUB 2.06 boots nevertheless, GRUB 2.12 and Red"
                + " Hat's do not");
      }
      throw new Ended(Ended.How.BOOTS, entry.where(), entry.title());
    }
    if (entry.submenu()) {
      List<Entry> menu = state.menu();
      if (!menu.isEmpty()) {
        if (chosen != null && !chosen.isEmpty()) {
          choose(menu, chosen, entry.where());
        } else {
          show(menu, automatic, entry.where());
        }
      }
      state.closeContext();
    }
    restore("chosen", oldChosen);
    restore("default", oldDefault);
    state.variables().unset("timeout");
  }

  /**
   * Runs the entry that somebody chose.
   *
   * @param names an entry's number, title or id, and those of the submenus' entries behind it
   */
  void choose(List<Entry> menu, List<String> names, SourceLine where) throws Ended, IOException {
    OptionalInt number = find(menu, names.get(0));
    if (number.isEmpty()) {
      throw new Ended(
          Ended.How.WAITS, where, "there is no entry \"" + Shown.brief(names.get(0)) + "\"");
    }
    executeEntry(menu.get(number.getAsInt()), false, names.subList(1, names.size()));
  }

  /** Returns the number of an entry by its id or title, else by the number itself. */
  static OptionalInt find(List<Entry> menu, String name) {
    for (int i = 0; i < menu.size(); i++) {
      if (menu.get(i).id().equals(name) || menu.get(i).title().equals(name)) {
        return OptionalInt.of(i);
      }
    }
    Numbers.Parsed number = Numbers.parse(name);
    boolean isNumber =
        number.state() == Numbers.State.NUMBER
            && number.end() == name.length()
            && Long.compareUnsigned(number.value(), menu.size()) < 0;
    return isNumber ? OptionalInt.of((int) number.value()) : OptionalInt.empty();
  }

  private int defaultNumber(List<Entry> menu, SourceLine where) {
    Optional<String> choice = state.variables().get("default");
    if (choice.isEmpty()) {
      return 0;
    }
    OptionalInt number = number(menu, choice.get(), where);
    if (number.isPresent() && number.getAsInt() >= 0 && number.getAsInt() < menu.size()) {
      return number.getAsInt();
    }
    if (!choice.get().isEmpty()) {
      state.report(
          where,
          Grub2Code.GRUB2_DEFAULT_MISSING,
          "there is no entry \""
              + Shown.brief(choice.get())
              + "\", the default; the first is taken");
    }
    return 0;
  }

  /** Returns the entry that a value of {@code default} means: {@code get_entry_number}. */
  private OptionalInt number(List<Entry> menu, String choice, SourceLine where) {
    OptionalInt named = OptionalInt.empty();
    for (int i = 0; i < menu.size() && named.isEmpty(); i++) {
      Entry entry = menu.get(i);
      if (Entry.names(entry.title(), choice) || Entry.names(entry.id(), choice)) {
        named = OptionalInt.of(i);
      }
    }
    Numbers.Parsed number = Numbers.parse(choice);
    if (number.state() == Numbers.State.NO_DIGIT) {
      return named;
    }
    // A long has 32 bits under a BIOS.
    boolean wide = state.variables().value("grub_platform").equals("efi");
    boolean tooLarge =
        number.state() == Numbers.State.OVERFLOW || (!wide && number.value() >>> 32 != 0);
    int value = tooLarge ? -1 : (int) number.value();
    if (named.isPresent() && named.getAsInt() != value) {
      state.report(
          where,
          Grub2Code.GRUB2_DEFAULT_IS_NUMBER,
          "the default \""
              + Shown.brief(choice)
              + "\" begins with digits: GRUB takes it for the number "
              + value
              + ", Red Hat's for the entry of that name; name the entry by an id that begins with a"
              + " letter");
    }
    return OptionalInt.of(value);
  }

  /** Takes the first number from {@code fallback}. */
  private OptionalInt nextFallback() {
    Variables variables = state.variables();
    Optional<String> value = variables.get("fallback");
    if (value.isEmpty()) {
      return OptionalInt.empty();
    }
    Numbers.Parsed number = Numbers.parse(value.get());
    if (number.state() != Numbers.State.NUMBER || number.value() < 0) {
      variables.unset("fallback");
      return OptionalInt.empty();
    }
    String rest = value.get().substring(number.end()).stripLeading();
    if (rest.isEmpty()) {
      variables.unset("fallback");
    } else {
      variables.set("fallback", rest);
    }
    return OptionalInt.of((int) Math.min(number.value(), Integer.MAX_VALUE));
  }

  /** Returns where a single {@code >} stands, or -1. */
  static int separator(String choice) {
    for (int i = 0; i < choice.length(); i++) {
      if (choice.charAt(i) == '>') {
        if (!choice.startsWith(">>", i)) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }

  private void restore(String name, Optional<String> value) {
    if (value.isPresent()) {
      state.variables().set(name, value.get());
    } else {
      state.variables().unset(name);
    }
  }
}
