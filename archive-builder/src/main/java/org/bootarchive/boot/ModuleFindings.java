package org.bootarchive.boot;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bootarchive.boot.module.HashState;
import org.bootarchive.boot.module.HashState.Checked;
import org.bootarchive.boot.module.HashState.NotChecked;
import org.bootarchive.boot.module.HashState.Reason;
import org.bootarchive.boot.module.ModuleHandover;
import org.bootarchive.boot.module.ModuleReport;
import org.bootarchive.boot.module.ModuleSet;
import org.bootarchive.boot.module.ModuleType;
import org.bootarchive.hash.ArchiveHash;
import org.bootarchive.hash.HashCheck;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.text.ByteString;

/** What is wrong with modules before a file is looked up: types, names and hashes. */
final class ModuleFindings {
  private static final CharMatcher HEX =
      CharMatcher.inRange('0', '9')
          .or(CharMatcher.inRange('a', 'f'))
          .or(CharMatcher.inRange('A', 'F'));
  private static final int MAX_MESSAGES = 20;

  /** What dboot says of two blanks in a row. */
  private static final ByteString NOTHING_LOST = ByteString.of("ignoring unknown option ''");

  private final List<BootedModule> modules;
  private final ImmutableList.Builder<Finding> findings = ImmutableList.builder();

  private ModuleFindings(List<BootedModule> modules) {
    this.modules = modules;
  }

  static ImmutableList<Finding> of(List<BootedModule> modules, ModuleHandover handover) {
    ModuleFindings found = new ModuleFindings(modules);
    if (modules.size() > ModuleSet.MAX_MODULES) {
      found.add(
          FindingCode.TOO_MANY_MODULES,
          modules.size() + " modules; dboot panics beyond " + ModuleSet.MAX_MODULES);
    }
    found.types();
    modules.forEach(module -> module.report().ifPresent(report -> found.hash(module, report)));
    found.unusedHashes();
    found.messages(handover.messages());
    if (modules.size() > 1) {
      found.add(
          FindingCode.FAST_REBOOT_OFF,
          "more than one module, counting hashes: the kernel switches fast reboot off");
    }
    return found.findings.build();
  }

  private void add(FindingCode code, String message) {
    findings.add(code.finding(message));
  }

  private void types() {
    ImmutableList<BootedModule> roots = ofType(ModuleType.ROOTFS);
    if (roots.isEmpty() && modules.size() <= ModuleSet.MAX_MODULES) {
      add(
          FindingCode.NO_ROOTFS,
          modules.isEmpty()
              ? "no modules: the kernel has no root, and crashes"
              : "no module is of type rootfs: the kernel has no root, and crashes");
    }
    if (roots.size() > 1) {
      add(
          FindingCode.SEVERAL_ROOTFS,
          roots.size()
              + " modules are of type rootfs: the root is "
              + roots.get(roots.size() - 1).shown()
              + ", the others vanish");
    }
    for (BootedModule module : modules) {
      module.report().flatMap(ModuleReport::legacyName).ifPresent(name -> legacy(module, name));
    }
  }

  private void legacy(BootedModule module, ByteString ownName) {
    ModuleType type = module.report().orElseThrow().type();
    if (type == ModuleType.ROOTFS) {
      add(
          FindingCode.LEGACY_GUESS,
          "no module has a type: the kernel guesses that the first is the root"
              + (modules.size() == 2 ? " and the second its hash" : ""));
    } else if (!ownName.endsWith(".hash")) {
      add(
          FindingCode.LEGACY_GUESS_TAKES_OVERLAY,
          "no module has a type, so the kernel takes module "
              + module.index()
              + " ("
              + Shown.name(ownName)
              + ") for the archive's hash, not for a file");
    }
  }

  private void hash(BootedModule module, ModuleReport report) {
    HashState state = report.hash();
    if (state instanceof Checked checked) {
      checked(module, checked);
    } else if (state instanceof NotChecked notChecked) {
      if (notChecked.reason() == Reason.SHORT_HASH_MODULE) {
        add(
            FindingCode.HASH_TOO_SHORT,
            module.shown() + " is not checked: " + notChecked.reason().text());
      } else if (notChecked.reason() == Reason.NO_HASH && report.type() == ModuleType.ROOTFS) {
        add(FindingCode.ARCHIVE_NOT_CHECKED, module.shown() + " is not checked against a hash");
      }
    }
  }

  private void checked(BootedModule module, Checked checked) {
    HashCheck result = checked.result();
    String expected = Shown.name(checked.expected());
    if (result instanceof HashCheck.Mismatch mismatch) {
      add(
          FindingCode.HASH_MISMATCH,
          "hash mismatch! "
              + module.shown()
              + " is "
              + mismatch.actual().hex()
              + ", its hash says "
              + expected);
    } else if (result instanceof HashCheck.Panic panic) {
      add(
          FindingCode.HASH_NOT_HEX,
          Shown.text(panic.message()) + " in the hash of " + module.shown() + ": " + expected);
    } else if (!HEX.matchesAllOf(checked.expected().latin1())) {
      add(
          FindingCode.HASH_ODD,
          "the hash of " + module.shown() + " has chars that are no digits: " + expected);
    }
  }

  /** Finds hash modules that no module is checked against. */
  private void unusedHashes() {
    Set<Integer> used = new HashSet<>();
    for (BootedModule module : modules) {
      Optional<HashState> state = module.report().map(ModuleReport::hash);
      if (state.isPresent() && state.get() instanceof Checked checked) {
        checked.hashModule().ifPresent(used::add);
      } else if (state.isPresent() && state.get() instanceof NotChecked notChecked) {
        notChecked.hashModule().ifPresent(used::add);
      }
    }
    for (BootedModule module : ofType(ModuleType.HASH)) {
      if (!used.contains(module.index())) {
        add(
            FindingCode.HASH_NAME_MISMATCH,
            module.shown() + " is a hash, but no module that wants one has exactly its name");
      } else if (module.size() > ArchiveHash.HEX_DIGITS + 1) {
        add(
            FindingCode.HASH_ODD,
            module.shown()
                + " has "
                + module.size()
                + " bytes; the kernel reads the first 40 and ignores the rest");
      }
    }
  }

  private void messages(List<ByteString> messages) {
    messages.stream()
        .filter(message -> !message.startsWith("Short hash module"))
        .filter(message -> !message.equals(NOTHING_LOST))
        .limit(MAX_MESSAGES)
        .forEach(
            message -> {
              FindingCode code =
                  message.contains("unknown module type")
                      ? FindingCode.UNKNOWN_TYPE
                      : FindingCode.WORDS_LOST;
              add(code, "dboot says: " + Shown.text(message));
            });
  }

  private ImmutableList<BootedModule> ofType(ModuleType type) {
    return modules.stream()
        .filter(module -> module.report().filter(report -> report.type() == type).isPresent())
        .collect(ImmutableList.toImmutableList());
  }
}
