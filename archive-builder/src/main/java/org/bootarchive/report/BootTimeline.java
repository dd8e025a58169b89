package org.bootarchive.report;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.bootarchive.boot.BootedModule;
import org.bootarchive.boot.DryBootReport;
import org.bootarchive.boot.FindingCode;
import org.bootarchive.boot.KernelLookup;
import org.bootarchive.boot.KernelLookup.Kind;
import org.bootarchive.boot.KernelLookup.Need;
import org.bootarchive.boot.KernelLookup.Time;
import org.bootarchive.boot.OverlayEffect;
import org.bootarchive.boot.config.ConfiguredModule;
import org.bootarchive.boot.module.HashState;
import org.bootarchive.boot.module.ModuleHandover;
import org.bootarchive.boot.module.ModuleReport;
import org.bootarchive.boot.module.ModuleType;
import org.bootarchive.boot.vfs.Lookup;
import org.bootarchive.boot.vfs.SystemBoot;
import org.bootarchive.report.BootStep.Phase;
import org.bootarchive.report.BootStep.State;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.finding.SourceLine;
import org.bootarchive.ufs.internal.text.KebabCase;
import org.bootarchive.ufs.text.ByteString;
import org.jspecify.annotations.Nullable;

/** A dry boot as steps, in the order of time, each with the findings that are about it. */
final class BootTimeline {
  /** Findings about something else than what the kernel reads before its root is mounted. */
  private static final ImmutableMap<Phase, ImmutableSet<FindingCode>> PHASES =
      ImmutableMap.of(
          Phase.LOADER,
          ImmutableSet.of(
              FindingCode.KERNEL_MISSING, FindingCode.KERNEL_STAND_IN, FindingCode.KERNEL_PATH),
          Phase.MODULES,
          ImmutableSet.of(
              FindingCode.EMPTY_MODULE,
              FindingCode.DUPLICATE_NAME,
              FindingCode.NAME_UNUSABLE,
              FindingCode.ONE_BYTE_MODULE,
              FindingCode.MODULE_MISSING,
              FindingCode.MODULE_UNREADABLE,
              FindingCode.LEGACY_GUESS,
              FindingCode.LEGACY_GUESS_TAKES_OVERLAY,
              FindingCode.NO_ROOTFS,
              FindingCode.SEVERAL_ROOTFS,
              FindingCode.WORDS_LOST,
              FindingCode.UNKNOWN_TYPE,
              FindingCode.ARCHIVE_UNKNOWN,
              FindingCode.ARCHIVE_IS_CPIO,
              FindingCode.ARCHIVE_NOT_UFS,
              FindingCode.ARCHIVE_OVER_4_GIB,
              FindingCode.ARCHIVE_CUT_OFF,
              FindingCode.TOO_MANY_MODULES),
          Phase.HASH,
          ImmutableSet.of(
              FindingCode.HASH_MISMATCH,
              FindingCode.HASH_NOT_HEX,
              FindingCode.HASH_TOO_SHORT,
              FindingCode.HASH_ODD,
              FindingCode.HASH_NAME_MISMATCH,
              FindingCode.ARCHIVE_NOT_CHECKED),
          Phase.OVERLAYS,
          ImmutableSet.of(
              FindingCode.SIZE_BREAKS_READER,
              FindingCode.SIZE_MULTIPLE_OF_8192,
              FindingCode.NAME_NEVER_LOOKED_UP,
              FindingCode.SPELLED_DIFFERENTLY,
              FindingCode.OVERLAY_NOT_SEEN,
              FindingCode.OVERLAY_ELSEWHERE,
              FindingCode.NO_ANSWERS,
              FindingCode.OVERLAY_NEVER_REACHED,
              FindingCode.DOTS_MISCOUNTED,
              FindingCode.GZIP_NOT_INFLATED,
              FindingCode.GZIP_MODULE,
              FindingCode.LINK_BYPASSES_OVERLAY,
              FindingCode.NOBODY_READS,
              FindingCode.SEEN_BELOW_SYSTEM_BOOT,
              FindingCode.SEEN_BEFORE_ROOT_ONLY),
          Phase.AFTER_ROOT,
          ImmutableSet.of(
              FindingCode.FORCELOAD_FAILS,
              FindingCode.DEVICES_NOT_FOLLOWED,
              FindingCode.RECONFIGURES),
          Phase.SYSTEM_BOOT,
          ImmutableSet.of(
              FindingCode.DIFFERS_AFTER_BOOT,
              FindingCode.SYSTEM_BOOT_PANICS,
              FindingCode.SYSTEM_BOOT_NOT_MOUNTED));

  /** A step while findings are given to it. */
  private static final class Draft {
    private final BootStep step;

    /** What a finding about it has in its message. */
    private final ImmutableList<String> words;

    private final ImmutableList.Builder<Integer> findings = ImmutableList.builder();
    private State state;

    Draft(BootStep step, ImmutableList<String> words) {
      this.step = step;
      this.words = words;
      this.state = step.state();
    }

    /** Returns how long the longest word is that a message has; 0 if it has none. */
    int likeness(String message) {
      int longest = 0;
      for (String word : words) {
        if (word.length() > longest && message.contains(word)) {
          longest = word.length();
        }
      }
      return longest;
    }

    void add(int number, Finding finding) {
      findings.add(number);
      State worse = State.of(finding.severity());
      if (worse.compareTo(state) < 0) {
        state = worse;
      }
    }

    BootStep build() {
      return new BootStep(
          step.phase(), step.title(), step.answer(), step.detail(), state, findings.build());
    }
  }

  private final DryBootReport report;
  private final List<Draft> drafts = new ArrayList<>();

  private BootTimeline(DryBootReport report) {
    this.report = report;
  }

  /**
   * Returns the steps of a dry boot.
   *
   * @param firstFinding the place of its first finding among all of the report
   */
  static ImmutableList<BootStep> of(DryBootReport report, int firstFinding) {
    BootTimeline timeline = new BootTimeline(report);
    timeline.loader();
    timeline.modules();
    timeline.hashes();
    report.overlays().forEach(timeline::overlay);
    timeline.lookups(Time.BEFORE_ROOT, Phase.BEFORE_ROOT);
    timeline.lookups(Time.AFTER_ROOT, Phase.AFTER_ROOT);
    report.afterBoot().forEach(timeline::afterBoot);
    timeline.give(firstFinding);
    return timeline.drafts.stream().map(Draft::build).collect(ImmutableList.toImmutableList());
  }

  private void add(
      Phase phase, String title, String answer, String detail, State state, String... words) {
    drafts.add(
        new Draft(
            new BootStep(phase, title, answer, detail, state, ImmutableList.of()),
            ImmutableList.copyOf(words)));
  }

  private void loader() {
    if (report.configured().isEmpty()) {
      add(Phase.LOADER, "modules as they were given", "no configuration was read", "", State.NOTE);
      return;
    }
    String loader = KebabCase.of(report.configured().get().loader());
    report
        .configured()
        .get()
        .kernel()
        .ifPresentOrElse(
            kernel ->
                add(
                    Phase.LOADER,
                    loader,
                    "starts " + shown(kernel.path()),
                    shown(kernel.commandLine()) + "  (" + kernel.source() + ")",
                    State.GOOD,
                    shown(kernel.path())),
            () -> add(Phase.LOADER, loader, "starts no kernel", "", State.ERROR));
  }

  private void modules() {
    for (BootedModule module : report.modules()) {
      String name = name(module);
      String from =
          module
              .configured()
              .map(configured -> shown(configured.path()) + "  (" + configured.source() + ")")
              .orElseGet(() -> module.commandLine().map(BootTimeline::shown).orElse(""));
      add(
          Phase.MODULES,
          "module " + module.index() + ": " + name,
          module.report().map(seen -> "type=" + seen.type().keyword() + ", ").orElse("")
              + module.size()
              + " bytes",
          from,
          State.GOOD,
          "module " + module.index() + " ",
          name);
    }
    for (ConfiguredModule missing : report.missing()) {
      add(
          Phase.MODULES,
          shown(missing.path()),
          "is not there, or cannot be read",
          missing.source().toString(),
          State.ERROR,
          shown(missing.path()));
    }
    if (report.handover() instanceof ModuleHandover.Panic panic) {
      add(Phase.MODULES, "dboot", "panics: " + shown(panic.message()), messages(), State.ERROR);
    } else if (report.handover() instanceof ModuleHandover.Accepted accepted) {
      add(
          Phase.MODULES,
          "dboot",
          accepted.ramdisk().isPresent()
              ? "the ramdisk is module "
                  + accepted.ramdisk().getAsInt()
                  + report.root().map(root -> ", read by " + root.kernelName()).orElse("")
              : "there is no ramdisk",
          messages(),
          accepted.ramdisk().isPresent() ? State.GOOD : State.ERROR);
    }
  }

  private String messages() {
    return report.handover().messages().stream()
        .limit(20)
        .map(BootTimeline::shown)
        .collect(Collectors.joining("; "));
  }

  private static String name(BootedModule module) {
    return shown(
        module.report().map(ModuleReport::name).or(module::commandLine).orElse(ByteString.EMPTY));
  }

  private void hashes() {
    for (BootedModule module : report.modules()) {
      if (module.report().isEmpty() || module.report().get().type() == ModuleType.HASH) {
        continue;
      }
      HashState hash = module.report().get().hash();
      String title = "hash of " + name(module);
      if (hash instanceof HashState.Checked checked) {
        boolean good = checked.result().panicMessage().isEmpty();
        add(
            Phase.HASH,
            title,
            good ? "accepted" : "dboot panics: " + checked.result().panicMessage().orElse(""),
            "expected "
                + shown(checked.expected())
                + (checked.hashModule().isPresent()
                    ? ", of module " + checked.hashModule().getAsInt()
                    : ", of the command line"),
            good ? State.GOOD : State.ERROR,
            "module " + module.index() + " ",
            name(module));
      } else if (hash instanceof HashState.NotChecked notChecked) {
        // Only of the root it matters to the boot, which a finding says.
        add(
            Phase.HASH,
            title,
            "not checked",
            notChecked.reason().text(),
            State.NOTE,
            "module " + module.index() + " ",
            name(module));
      }
    }
  }

  private void overlay(OverlayEffect overlay) {
    String name = ShownBytes.nameOfLatin1(overlay.name());
    String readers =
        overlay.readers().stream()
            .map(reader -> ShownBytes.nameOfLatin1(reader.toString()))
            .collect(Collectors.joining("; "));
    String answer =
        switch (overlay.kind()) {
          case HIDES_RAMDISK_FILE ->
              "hides the ramdisk's file of "
                  + Long.toUnsignedString(overlay.hiddenBytes())
                  + " bytes";
          case NEW_FILE -> "new file";
          case NEVER_REACHED -> "never reached: " + overlay.reason();
        };
    add(
        Phase.OVERLAYS,
        name,
        answer,
        overlay.size()
            + " bytes; read by: "
            + (readers.isEmpty() ? "nobody that is known" : readers),
        overlay.kind() == OverlayEffect.Kind.NEVER_REACHED ? State.WARNING : State.GOOD,
        name);
  }

  private void lookups(Time time, Phase phase) {
    int settings = 0;
    for (KernelLookup lookup : report.lookups()) {
      if (lookup.time() != time) {
        continue;
      }
      if (lookup.kind() == Kind.DRIVER_CONF && lookup.module().isEmpty()) {
        settings += lookup.isFound() ? 1 : 0;
        continue;
      }
      lookup(lookup, phase);
    }
    if (settings > 0) {
      add(
          phase,
          "settings of other drivers",
          settings + " driver.conf of the ramdisk",
          "",
          State.GOOD);
    }
  }

  private void lookup(KernelLookup lookup, Phase phase) {
    Lookup answer = lookup.answer().lookup();
    String path = ShownBytes.nameOfLatin1(lookup.path());
    List<String> detail = new ArrayList<>();
    if (!lookup.source().isEmpty()) {
      detail.add("asked by " + lookup.source());
    }
    if (lookup.asked().size() > 1) {
      detail.add(
          "asked for "
              + lookup.asked().stream()
                  .map(ShownBytes::nameOfLatin1)
                  .collect(Collectors.joining(", ")));
    }
    lookup.answer().remarks().forEach(remark -> detail.add(remark.text()));
    String text;
    State state = State.GOOD;
    if (answer instanceof Lookup.Found found) {
      text =
          path
              + ", "
              + Long.toUnsignedString(found.size())
              + " bytes, by "
              + found.fileSystem().kernelName();
    } else if (answer instanceof Lookup.Failed failed) {
      text = ShownBytes.nameOfLatin1(lookup.asked().get(0)) + " is not there";
      detail.add(failed.reason());
      state =
          lookup.need() == Need.ESSENTIAL
              ? State.ERROR
              : lookup.need() == Need.EXPECTED ? State.WARNING : State.NOTE;
    } else {
      text = path + ": " + answer.word() + ": " + answer.reason();
      state = State.ERROR;
    }
    add(
        phase,
        ShownBytes.nameOfLatin1(lookup.purpose()),
        text,
        String.join("; ", detail),
        state,
        path,
        ShownBytes.nameOfLatin1(lookup.purpose()));
  }

  private void afterBoot(SystemBoot.Module module) {
    String name = shown(module.property().name());
    boolean shown = module.fate() == SystemBoot.Fate.SHOWN;
    add(
        Phase.SYSTEM_BOOT,
        shown ? ShownBytes.nameOfLatin1(module.path()) : name,
        switch (module.fate()) {
          case SHOWN -> module.property().size() + " bytes";
          case DUPLICATE -> "left out: the name is taken";
          case DISCARDED -> "left out: no usable name";
          case ENDS_LIST -> "of no or one byte: it ends the list";
          case PANICS -> "the kernel panics: a directory where a file is";
          case NOT_REACHED -> "not reached";
        },
        "",
        shown ? State.GOOD : module.fate() == SystemBoot.Fate.PANICS ? State.ERROR : State.WARNING,
        name);
  }

  /** Gives each finding to the step that it names, or makes it a step of its own. */
  private void give(int firstFinding) {
    int number = firstFinding;
    for (Finding finding : report.findings()) {
      Phase phase = phase(finding);
      @Nullable Draft best = null;
      int bestLikeness = 0;
      for (Draft draft : drafts) {
        int likeness = draft.step.phase() == phase ? draft.likeness(finding.message()) : 0;
        if (likeness > bestLikeness) {
          best = draft;
          bestLikeness = likeness;
        }
      }
      if (best == null) {
        best = ownStep(phase, finding);
      }
      best.add(number++, finding);
    }
  }

  /** Adds a step for a finding that names none, at the end of its phase. */
  private Draft ownStep(Phase phase, Finding finding) {
    Draft own =
        new Draft(
            new BootStep(
                phase,
                finding.code().replace('-', ' '),
                finding.message(),
                "",
                State.of(finding.severity()),
                ImmutableList.of()),
            ImmutableList.of());
    int at = 0;
    while (at < drafts.size() && drafts.get(at).step.phase().compareTo(phase) <= 0) {
      at++;
    }
    drafts.add(at, own);
    return own;
  }

  private static Phase phase(Finding finding) {
    for (FindingCode code : FindingCode.values()) {
      if (code.is(finding)) {
        return PHASES.entrySet().stream()
            .filter(phase -> phase.getValue().contains(code))
            .map(phase -> phase.getKey())
            .findFirst()
            .orElse(Phase.BEFORE_ROOT);
      }
    }
    return finding.place().orElse(null) instanceof SourceLine ? Phase.LOADER : Phase.BEFORE_ROOT;
  }

  private static String shown(ByteString text) {
    return ShownBytes.name(text.toBytes());
  }
}
