package org.bootarchive.tool;

import com.google.common.collect.ImmutableList;
import org.bootarchive.dtrace.dof.ActionKind;
import org.bootarchive.dtrace.dof.Ecb;
import org.bootarchive.dtrace.dof.EnabledAction;

final class ClauseLines {
  private ClauseLines() {}

  static ImmutableList<String> of(Ecb ecb) {
    ImmutableList.Builder<String> lines = ImmutableList.builder();
    lines.add(Texts.printable(ecb.probe().text()));
    for (EnabledAction action : ecb.actions()) {
      lines.add("  " + ActionKind.of(action.kind()).map(Enum::name).orElse("?"));
    }
    return lines.build();
  }
}
