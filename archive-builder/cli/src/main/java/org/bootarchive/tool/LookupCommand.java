package org.bootarchive.tool;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bootarchive.archive.overlay.internal.AfterBootUsr;
import org.bootarchive.boot.module.ModuleHandover;
import org.bootarchive.boot.module.ModuleSet;
import org.bootarchive.boot.vfs.BootVfs;
import org.bootarchive.boot.vfs.Explanation;
import org.bootarchive.boot.vfs.Explanation.Step;
import org.bootarchive.boot.vfs.Explanation.StepKind;
import org.bootarchive.boot.vfs.Lookup;
import org.bootarchive.boot.vfs.SystemBoot;
import org.bootarchive.ufs.disk.ImageFormat;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lookup}: what the kernel answers for paths. */
@Command(
    name = "lookup",
    header = "Shows what the kernel finds at a path in mid-boot.",
    description = {
      "Shows what the kernel's lookups answer in mid-boot, over a set of boot",
      "modules, or, with --after-boot, below /system/boot. Exit code 1 if a path is",
      "not found, or the kernel panics, hangs or crashes."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Below /usr are the archive's own files, as in mid-boot; a note says where",
      "usr.lgz, which is mounted there in the boot, has others.",
      "",
      "Example:",
      "  archive-tool lookup --platform os/STAMP/platform /etc/system"
    })
final class LookupCommand implements Callable<Integer> {
  @Mixin private ModulesOptions options = new ModulesOptions();

  @Parameters(
      paramLabel = "PATH",
      description = "A path as the kernel would ask for it; \\xHH stands for a byte.")
  private List<String> paths = List.of();

  @Option(names = "--stdin", description = "Read paths from standard input, one a line, as bytes.")
  private boolean stdin;

  @Option(
      names = "--after-boot",
      description = "Look below /system/boot, after the boot; a path without slash begins there.")
  private boolean afterBoot;

  @ArgGroup private Form form = new Form();

  private static final class Form {
    @Option(
        names = "--tsv",
        description =
            "One line a path: path, result, file system, size, mode, bytes read, their SHA-1.")
    private boolean tsv;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;
  }

  @Override
  public Integer call() throws IOException {
    try {
      return answer();
    } finally {
      options.close();
    }
  }

  private Integer answer() throws IOException {
    if (paths.isEmpty() && !stdin) {
      throw new UsageException("no PATH; give one, or --stdin");
    }
    ModuleSet set = options.load();
    ModuleHandover handover = set.handOver();
    try (OutputStream bytes = StandardOutput.stream()) {
      LookupPrinter printer = printer(bytes);
      if (handover instanceof ModuleHandover.Panic panic) {
        printer.panic(panic);
        return ExitCode.NO;
      }
      ModuleHandover.Accepted accepted = (ModuleHandover.Accepted) handover;
      if (!afterBoot && !form.tsv && !form.json) {
        warnOfForeign(accepted, set);
      }
      return lookUp(printer, answers(accepted, set)) ? ExitCode.GOOD : ExitCode.NO;
    }
  }

  /** Mid-boot reads a UFS of another system as one of illumos, and finds little. */
  private void warnOfForeign(ModuleHandover.Accepted handover, ModuleSet set) throws IOException {
    if (handover.ramdisk().isPresent()) {
      ImageFormat.foreign(set.modules().get(handover.ramdisk().getAsInt()).content())
          .ifPresent(what -> StandardError.text().println("archive-tool: the archive is " + what));
    }
  }

  private LookupPrinter printer(OutputStream out) {
    if (form.tsv) {
      return new LookupTsv(out);
    }
    return form.json ? new LookupJson(out) : new LookupText(out);
  }

  private Answers answers(ModuleHandover.Accepted handover, ModuleSet set) throws IOException {
    if (afterBoot) {
      SystemBoot systemBoot = SystemBoot.of(handover, set.modules());
      return path -> unexplained(systemBoot.lookup(path));
    }
    BootVfs vfs = BootVfs.of(handover, set.modules());
    if (form.tsv) {
      return path -> unexplained(vfs.lookup(path));
    }
    // Open until the process ends: it reads modules, which are.
    Optional<AfterBootUsr> usr = AfterBootUsr.of(handover, set.modules());
    return path -> {
      Explanation answer = vfs.explain(path);
      return usr.isPresent() ? usr.get().remark(path, answer) : answer;
    };
  }

  private boolean lookUp(LookupPrinter printer, Answers answers) throws IOException {
    boolean allFound = true;
    for (String path : paths) {
      String typed = ByteArguments.path(path);
      allFound &= print(printer, typed, true, answers);
    }
    if (stdin) {
      ByteLines lines = new ByteLines(SpooledInput.standardInput());
      for (String path = lines.next(); path != null; path = lines.next()) {
        allFound &= print(printer, path, printer.explains(), answers);
      }
    }
    printer.end();
    return allFound;
  }

  private boolean print(LookupPrinter printer, String path, boolean escaped, Answers answers)
      throws IOException {
    boolean below = afterBoot && !path.startsWith("/");
    String meant = below ? "/system/boot/" + path : path;
    Explanation answer = answers.of(meant);
    String shown = escaped ? Texts.printable(meant) : meant;
    return printer.print(shown, below ? withStep(answer, path, meant) : answer);
  }

  private static Explanation withStep(Explanation answer, String path, String meant) {
    String text = Texts.printable(path) + " is taken for " + Texts.printable(meant);
    return new Explanation(
        answer.lookup(),
        ImmutableList.<Step>builder()
            .add(new Step(StepKind.DISPATCH, text))
            .addAll(answer.steps())
            .build(),
        answer.remarks());
  }

  private static Explanation unexplained(Lookup lookup) {
    return new Explanation(lookup, ImmutableList.of(), ImmutableList.of());
  }

  /** Where answers come from. */
  private interface Answers {
    Explanation of(String path) throws IOException;
  }
}
