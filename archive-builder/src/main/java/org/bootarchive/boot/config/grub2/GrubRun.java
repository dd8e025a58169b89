package org.bootarchive.boot.config.grub2;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bootarchive.boot.config.BootLoader;
import org.bootarchive.boot.config.ConfigCode;
import org.bootarchive.boot.config.ConfigFile;
import org.bootarchive.boot.config.grub2.MultibootLoader.Image;
import org.bootarchive.boot.config.grub2.MultibootLoader.Protocol;
import org.bootarchive.boot.files.KernelHeader;
import org.bootarchive.ufs.finding.SourceLine;

/** Follows a configuration from its top to what it starts: {@code grub_enter_normal_mode}. */
final class GrubRun {
  private final GrubState state;
  private final ScriptRun run;
  private final SourceLine top;

  private GrubRun(Volumes volumes, SourceLine top) {
    this.state = new GrubState(volumes);
    this.run = new ScriptRun(state);
    this.top = top;
  }

  /**
   * Follows a configuration.
   *
   * @param file what GRUB reads first
   * @param path its path on the boot volume
   * @param settings variables that are set before, such as {@code grub_platform}
   * @param choice the entry that somebody chooses, empty for none
   * @throws IOException if a file cannot be read
   */
  static Followed follow(
      ConfigFile file,
      String path,
      Volumes volumes,
      ImmutableMap<String, String> settings,
      Optional<String> choice)
      throws IOException {
    return new GrubRun(volumes, file.line(1)).run(file, path, settings, choice);
  }

  private Followed run(
      ConfigFile file, String path, Map<String, String> settings, Optional<String> choice)
      throws IOException {
    Variables variables = state.variables();
    String device = state.volumes().boot().device();
    boolean efi = settings.getOrDefault("grub_platform", "pc").equals("efi");
    variables.export("root", device);
    variables.export("prefix", "(" + device + ")" + path.substring(0, path.lastIndexOf('/')));
    variables.export("cmdpath", "(" + device + ")");
    variables.export("grub_platform", efi ? "efi" : "pc");
    variables.export("grub_cpu", efi ? "x86_64" : "i386");
    settings.forEach(variables::export);
    Ended ended = null;
    try {
      new ConfigRun(state, run).read(file, "(" + device + ")" + path);
      if (state.menu().isEmpty()) {
        throw new Ended(Ended.How.WAITS, top, "there is no menu, and nothing is booted");
      }
      if (choice.isPresent()) {
        new MenuRun(state, run).choose(state.menu(), names(choice.get()), top);
        throw new Ended(Ended.How.WAITS, top, "the entry loads no kernel");
      }
      new MenuRun(state, run).show(state.menu(), false, top);
    } catch (Ended e) {
      ended = e;
    }
    boolean boots = ended != null && ended.how() == Ended.How.BOOTS;
    Image kernel = boots ? state.loader().kernel() : null;
    Protocol protocol = boots ? state.loader().protocol() : Protocol.NONE;
    if (kernel == null && ended != null) {
      state.report(
          ended.where(),
          ended.how() == Ended.How.TOO_LONG ? ConfigCode.NOT_FOLLOWED : ConfigCode.NO_KERNEL,
          ended.reason());
    } else if (protocol == Protocol.OTHER && kernel != null) {
      state.report(
          kernel.where(),
          ConfigCode.NO_KERNEL,
          "this boots another system, or another boot loader");
      kernel = null;
    }
    if (kernel != null && choice.isPresent() && failed()) {
      state.report(
          kernel.where(),
          Grub2Code.GRUB2_ENTRY_FAILED,
          "the entry \"" + Shown.brief(choice.get()) + "\" that was asked for fails");
    }
    if (kernel != null && state.variables().value("check_signatures").equals("enforce")) {
      state.report(
          kernel.where(),
          ConfigCode.NOT_FOLLOWED,
          "check_signatures is enforce: files without a signature are refused, and signatures are"
              + " not looked at here");
    }
    ImmutableList<Image> modules = kernel == null ? ImmutableList.of() : state.loader().modules();
    if (kernel != null) {
      judge(kernel, protocol, state.loader().named(), efi);
    }
    return new Followed(
        kernel,
        protocol,
        modules,
        kernel == null ? ImmutableList.of() : state.loader().named(),
        state.loader().lines(),
        state.entry(),
        state.findings().build());
  }

  /** Returns whether an entry came back without booting, or boots with some releases only. */
  private boolean failed() {
    return state.findings().build().stream()
        .anyMatch(
            finding ->
                Grub2Code.GRUB2_FALLBACK.is(finding)
                    || Grub2Code.GRUB2_LAST_COMMAND_FAILS.is(finding));
  }

  private static List<String> names(String choice) {
    List<String> names = new ArrayList<>();
    String rest = choice;
    for (int at = MenuRun.separator(rest); at >= 0; at = MenuRun.separator(rest)) {
      names.add(rest.substring(0, at).replace(">>", ">"));
      rest = rest.substring(at + 1);
    }
    names.add(rest.replace(">>", ">"));
    return names;
  }

  private void judge(Image kernel, Protocol protocol, ImmutableList<Image> modules, boolean efi)
      throws IOException {
    List<Volume> volumes =
        Stream.concat(Stream.of(kernel), modules.stream())
            .map(image -> image.file().volume())
            .distinct()
            .toList();
    List<Volume> assumed = volumes.stream().filter(Volume::assumed).toList();
    if (!assumed.isEmpty()) {
      String names = String.join(", ", assumed.stream().map(Volume::prefix).toList());
      boolean one = volumes.size() == 1;
      state.report(
          kernel.where(),
          one ? Grub2Code.GRUB2_DEVICE_ASSUMED : ConfigCode.NOT_FOLLOWED,
          Shown.brief(names)
              + (one
                  ? " is taken to be the boot volume"
                  : " is not the only device that files are loaded from, and what is on it is not"
                      + " known"));
    }
    if (efi && protocol == Protocol.MULTIBOOT_1) {
      state.report(
          kernel.where(),
          Grub2Code.GRUB2_UEFI_MULTIBOOT_1,
          "under UEFI a kernel that multiboot loads gets no EFI tables; write multiboot2, and"
              + " module2 for its modules");
    }
    judgeVersion(kernel, protocol);
    new StringRules(state).judge(kernel, protocol, modules);
  }

  /** A kernel without any header is found out for every boot loader alike. */
  private void judgeVersion(Image kernel, Protocol protocol) throws IOException {
    KernelHeader header = KernelHeader.read(kernel.file().file(), BootLoader.GRUB2);
    boolean second = protocol == Protocol.MULTIBOOT_2;
    boolean fits = second ? header.multiboot2() : header.multiboot1();
    if (!fits && (header.multiboot1() || header.multiboot2())) {
      state.report(
          kernel.where(),
          ConfigCode.KERNEL_NOT_EXECUTABLE,
          Shown.brief(kernel.file().shown())
              + " has a header of Multiboot "
              + (second ? "1" : "2")
              + " alone: "
              + (second ? "multiboot2" : "multiboot")
              + " would refuse it");
    }
  }
}
