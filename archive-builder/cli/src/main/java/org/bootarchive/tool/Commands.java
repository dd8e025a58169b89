package org.bootarchive.tool;

import com.google.common.collect.ImmutableList;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The commands by name; a switch, so that the classes of those that are not run are not loaded. */
final class Commands {
  /** The names in the order in which the help shows them. */
  static final ImmutableList<String> NAMES =
      ImmutableList.of(
          "inspect",
          "cat",
          "extract",
          "check",
          "hash",
          "verify",
          "modules",
          "lookup",
          "simulate",
          "overlay",
          "patch",
          "build",
          "convert",
          "diff",
          "report",
          "anon",
          "lofi");

  private Commands() {}

  /** Returns whether a command's time goes into hashing, so that it pays to prepare for it. */
  static boolean hashMuch(String name) {
    return switch (name) {
      case "hash", "verify", "patch", "build", "convert" -> true;
      default -> false;
    };
  }

  /** Returns a command, or one of a command's own as {@code anon show}; null if there is none. */
  static @Nullable Callable<Integer> create(String name) {
    return switch (name) {
      case "inspect" -> new InspectCommand();
      case "cat" -> new CatCommand();
      case "extract" -> new ExtractCommand();
      case "check" -> new CheckCommand();
      case "hash" -> new HashCommand();
      case "verify" -> new VerifyCommand();
      case "modules" -> new ModulesCommand();
      case "lookup" -> new LookupCommand();
      case "simulate" -> new SimulateCommand();
      case "overlay" -> new OverlayCommand();
      case "patch" -> new PatchCommand();
      case "build" -> new BuildCommand();
      case "convert" -> new ConvertCommand();
      case "diff" -> new DiffCommand();
      case "report" -> new ReportCommand();
      case "anon" -> new AnonCommand();
      case "lofi" -> new LofiCommand();
      case "anon show" -> new AnonShowCommand();
      case "anon apply" -> new AnonApplyCommand();
      case "anon strip" -> new AnonStripCommand();
      case "lofi compress" -> new LofiCompressCommand();
      case "lofi uncompress" -> new LofiUncompressCommand();
      case "lofi check" -> new LofiCheckCommand();
      default -> null;
    };
  }
}
