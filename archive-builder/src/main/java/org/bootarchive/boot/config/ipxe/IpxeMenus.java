package org.bootarchive.boot.config.ipxe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bootarchive.boot.config.BootChoices;
import org.bootarchive.ufs.text.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The menus and forms that a script makes, and what is chosen of them.
 *
 * <p>Source: {@code dynui_exec}, {@code item_exec} and {@code choose_exec} of dynui_cmd.c, {@code
 * show_menu} of menu_ui.c.
 */
final class IpxeMenus {
  private static final int MAX_ITEMS = 1000;

  /** An item of a menu; without a name it is a gap. */
  record Item(@Nullable String name, boolean isDefault) {}

  private final BootChoices choices;
  private final IpxeEntry entry;
  private final IpxeSettings settings;
  private final IpxeFindings findings;
  private final Map<String, List<Item>> menus = new HashMap<>();

  IpxeMenus(BootChoices choices, IpxeEntry entry, IpxeSettings settings, IpxeFindings findings) {
    this.choices = choices;
    this.entry = entry;
    this.settings = settings;
    this.findings = findings;
  }

  /** Does what {@code menu} and {@code form} do; returns whether it succeeds. */
  boolean menu(List<String> words) {
    IpxeOptions options =
        IpxeOptions.parse(words, List.of("name=", "delete"), 0, Integer.MAX_VALUE);
    if (options == null) {
      return findings.refuse(words);
    }
    String name = options.values().getOrDefault("name", "");
    menus.put(name, new ArrayList<>());
    if (options.has("delete")) {
      menus.remove(name);
    }
    return true;
  }

  /** Does what {@code item} does; returns whether it succeeds. */
  boolean item(List<String> words) {
    IpxeOptions options =
        IpxeOptions.parse(
            words,
            List.of("menu=", "form=", "key=", "default", "secret", "gap"),
            0,
            Integer.MAX_VALUE);
    if (options == null) {
      return findings.refuse(words);
    }
    List<Item> items =
        menus.get(options.values().getOrDefault("menu", options.values().getOrDefault("form", "")));
    if (items == null || items.size() > MAX_ITEMS) {
      return false;
    }
    String name =
        options.has("gap") || options.operands().isEmpty() ? null : options.operands().get(0);
    items.add(new Item(name, options.has("default")));
    return true;
  }

  /** Does what {@code choose} does: takes what was asked for, else what is marked. */
  boolean choose(List<String> words) {
    IpxeOptions options =
        IpxeOptions.parse(
            words, List.of("menu=", "default=", "timeout=", "retimeout=", "keep"), 1, 1);
    if (options == null) {
      return findings.refuse(words);
    }
    String menu = options.values().getOrDefault("menu", "");
    List<Item> items = menus.get(menu);
    if (items == null) {
      return false;
    }
    if (!options.has("keep")) {
      menus.remove(menu);
    }
    String setting = options.operands().get(0);
    String choice = null;
    boolean asked = false;
    String wanted = options.value("default");
    ByteString given = choices.settings().get(ByteString.ofLatin1(setting));
    entry.menuComesUp(items);
    for (Item item : items) {
      if (item.name() == null) {
        continue;
      }
      boolean taken = wanted == null ? item.isDefault() : item.name().equals(wanted);
      if (choice == null || (taken && !asked)) {
        choice = item.name();
      }
      boolean isGiven = given != null && given.latin1().equals(item.name());
      if (entry.takes(item.name()) || isGiven) {
        choice = item.name();
        asked = true;
      }
    }
    if (choice == null) {
      return false;
    }
    String timeout = options.value("timeout");
    if (!asked && (timeout == null || Long.decode(timeout) == 0)) {
      findings.asks("a choice; " + IpxeFindings.shown(choice) + " is the one that is marked");
    }
    return settings.set(setting, choice);
  }
}
