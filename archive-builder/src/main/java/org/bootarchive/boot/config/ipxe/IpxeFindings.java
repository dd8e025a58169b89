package org.bootarchive.boot.config.ipxe;

import java.util.List;
import org.bootarchive.boot.config.ConfigCode;
import org.bootarchive.boot.config.edit.FindingList;
import org.bootarchive.ufs.finding.SourceLine;

/** What is found while a script runs, each at the line that the run has come to. */
final class IpxeFindings {
  private static final int SHOWN_CHARS = 80;

  private final FindingList list = new FindingList();
  private SourceLine where;

  IpxeFindings(SourceLine where) {
    this.where = where;
  }

  FindingList list() {
    return list;
  }

  SourceLine where() {
    return where;
  }

  void moveTo(SourceLine line) {
    where = line;
  }

  void add(ConfigCode code, String message) {
    list.add(code.at(where, message));
  }

  /** Tells of a command that iPXE does not take, and returns that it fails. */
  boolean refuse(List<String> words) {
    add(
        ConfigCode.IPXE_COMMAND_FAILED,
        "iPXE refuses the options or operands of " + shown(words.get(0)));
    return false;
  }

  /** Tells that iPXE waits for a person. */
  void asks(String what) {
    add(ConfigCode.IPXE_ASKS, "iPXE waits for a person and " + what);
  }

  static String shown(String text) {
    return IpxeSettings.shown(text, SHOWN_CHARS);
  }
}
