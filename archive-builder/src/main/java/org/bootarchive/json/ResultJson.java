package org.bootarchive.json;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bootarchive.archive.anon.AnonymousBoot;
import org.bootarchive.archive.overlay.OverlayLayout;
import org.bootarchive.archive.platform.PlatformCheckReport;
import org.bootarchive.boot.DryBootReport;
import org.bootarchive.boot.module.ModuleHandover;
import org.bootarchive.boot.vfs.Explanation;
import org.bootarchive.boot.vfs.Lookup;
import org.bootarchive.hash.HashCheck;
import org.bootarchive.ufs.check.CheckReport;

/**
 * A result as JSON, with the names and the order that the command line prints.
 *
 * <p>In texts that come from images and boot configurations, a char is a byte, U+0000 to U+00FF,
 * where the result has bytes; where it has texts for people, bytes that are not printable are
 * {@code \xHH}. Names are never left out: what there is not is null.
 */
public final class ResultJson {
  private static final Gson LINES = gson().setPrettyPrinting().create();
  private static final Gson LINE = gson().create();

  private final JsonElement value;

  private ResultJson(JsonElement value) {
    this.value = value;
  }

  private static GsonBuilder gson() {
    return new GsonBuilder().disableHtmlEscaping().serializeNulls();
  }

  /** Returns what a check of a file system found. */
  public static ResultJson of(CheckReport report) {
    return new ResultJson(CheckJson.of(report));
  }

  /** Returns what a check of a platform found. */
  public static ResultJson of(PlatformCheckReport report) {
    return new ResultJson(CheckJson.of(report));
  }

  /**
   * Returns whether the kernel would accept an archive.
   *
   * @param archive the file that was checked; it is read again if the hash is not its own
   * @throws IOException if it cannot be read
   */
  public static ResultJson of(HashCheck check, Path archive) throws IOException {
    return new ResultJson(CheckJson.of(check, archive));
  }

  /**
   * Returns a dry boot, with the anonymous enabling that its kernel finds.
   *
   * @throws IOException if a file that the enabling is in cannot be read
   */
  public static ResultJson of(DryBootReport report) throws IOException {
    return new ResultJson(DryBootJson.of(report, AnonymousBoot.of(report)));
  }

  /** Returns what dboot hands over to the kernel, or that it panics. */
  public static ResultJson of(ModuleHandover handover) {
    return new ResultJson(HandoverJson.of(handover));
  }

  /**
   * Returns what the kernel answers for a path.
   *
   * @param path as it is to be shown
   * @param explanation how the kernel comes to its answer
   * @param read the answer with its content read
   */
  public static ResultJson of(String path, Explanation explanation, Lookup.Read read) {
    return new ResultJson(LookupJson.of(path, explanation, read));
  }

  /** Returns that the kernel answers nothing, because dboot panics. */
  public static ResultJson ofPanic(ModuleHandover.Panic panic) {
    JsonObject object = new JsonObject();
    object.add("panic", new JsonPrimitive(panic.message().latin1()));
    return new ResultJson(object);
  }

  /**
   * Returns an anonymous enabling, and whether the kernel takes it.
   *
   * @param disassemble whether the DIF of predicates and actions goes with it
   */
  public static ResultJson of(AnonymousBoot boot, boolean disassemble) {
    return new ResultJson(AnonymousJson.of(boot, disassemble));
  }

  /**
   * Returns the files of an overlay as {@code boot_modules} in the boot parameters of Triton's
   * CNAPI.
   *
   * @throws IOException if a file cannot be read, or is larger than 16 MiB
   */
  public static ResultJson bootModules(OverlayLayout layout) throws IOException {
    return new ResultJson(BootModulesJson.of(layout));
  }

  /** Returns an array of results. */
  public static ResultJson array(List<ResultJson> results) {
    JsonArray array = new JsonArray(results.size());
    results.forEach(result -> array.add(result.value));
    return new ResultJson(array);
  }

  /** Returns the JSON on one line. */
  public String toLine() {
    return LINE.toJson(value);
  }

  /**
   * Writes the JSON on lines that are indented by two spaces and end with a newline, but for the
   * last.
   *
   * @throws IOException if the output fails
   */
  public void writeTo(Appendable output) throws IOException {
    output.append(toString());
  }

  /** Returns the JSON on lines that are indented by two spaces. */
  @Override
  public String toString() {
    return LINES.toJson(value);
  }
}
