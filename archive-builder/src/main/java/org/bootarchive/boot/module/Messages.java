package org.bootarchive.boot.module;

import com.google.common.collect.ImmutableList;

/** Collects what dboot prints, up to a limit: a hostile command line is worth millions of lines. */
final class Messages {
  static final int LIMIT = 50_000;

  private final ImmutableList.Builder<String> printed = ImmutableList.builder();
  private int count;
  private int dropped;

  void ignoringOption(String option) {
    if (full()) {
      return;
    }
    printed.add("ignoring unknown option '" + option + "'");
  }

  void unknownType(int module, String type) {
    if (full()) {
      return;
    }
    printed.add("module #" + module + ": unknown module type '" + type + "'; defaulting to 'file'");
  }

  void shortHashModule(long size) {
    if (full()) {
      return;
    }
    printed.add("Short hash module of length 0x" + Long.toHexString(size) + " bytes; ignoring");
  }

  /** Returns the messages, and in place of those beyond the limit one that counts them. */
  ImmutableList<String> toList() {
    return dropped == 0
        ? printed.build()
        : ImmutableList.<String>builder()
            .addAll(printed.build())
            .add("(" + dropped + " more messages)")
            .build();
  }

  private boolean full() {
    if (count == LIMIT) {
      dropped++;
      return true;
    }
    count++;
    return false;
  }
}
