package org.bootarchive.boot.config.syslinux;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A menu, or one within it. */
final class Menu {
  private final @Nullable Menu parent;
  private final boolean hidden;
  private final List<Label> labels = new ArrayList<>();

  private Menu(@Nullable Menu parent, boolean hidden) {
    this.parent = parent;
    this.hidden = hidden;
  }

  static Menu top() {
    return new Menu(null, false);
  }

  /** Makes the menu of the labels that are not shown. */
  static Menu hiddenLabels() {
    return new Menu(null, true);
  }

  Menu submenu() {
    return new Menu(this, false);
  }

  Menu parent() {
    return parent == null ? this : parent;
  }

  boolean isHidden() {
    return hidden;
  }

  List<Label> labels() {
    return labels;
  }
}
