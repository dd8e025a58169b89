package org.bootarchive.boot.config.ipxe;

import java.util.ArrayList;
import java.util.List;

/**
 * The builds of iPXE that start SmartOS, and what each has room for.
 *
 * <p>Source: {@code mb_cmdlines} and {@code MAX_MODULES} of arch/x86/image/multiboot.c, in iPXE's
 * own tree and in Triton's.
 */
enum IpxeBuild {
  /** iPXE as its authors publish it: Multiboot under BIOS alone. */
  UPSTREAM("upstream iPXE", 512, 8),
  /** Triton's build: under UEFI too. */
  TRITON("Triton's iPXE", 4096, 16);

  private final String title;
  private final int commandLineBytes;
  private final int modules;

  IpxeBuild(String title, int commandLineBytes, int modules) {
    this.title = title;
    this.commandLineBytes = commandLineBytes;
    this.modules = modules;
  }

  String title() {
    return title;
  }

  int commandLineBytes() {
    return commandLineBytes;
  }

  int modules() {
    return modules;
  }

  /** Returns the command lines as they arrive: cut where the buffer that all share ends. */
  List<String> cut(List<String> lines) {
    List<String> cut = new ArrayList<>();
    int left = commandLineBytes;
    for (String line : lines) {
      cut.add(line.substring(0, Math.max(0, Math.min(line.length(), left - 1))));
      left -= Math.min(line.length() + 1, left);
    }
    return cut;
  }
}
