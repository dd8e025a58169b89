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
import java.util.Optional;
import org.bootarchive.archive.anon.AnonymousApply;
import org.bootarchive.archive.anon.AnonymousBoot;
import org.bootarchive.archive.anon.AnonymousStrip;
import org.bootarchive.archive.build.BuildReport;
import org.bootarchive.archive.convert.ArchiveConversion;
import org.bootarchive.archive.convert.UnpackedArchive;
import org.bootarchive.archive.diff.Difference;
import org.bootarchive.archive.extract.ExtractionReport;
import org.bootarchive.archive.overlay.OverlayLayout;
import org.bootarchive.archive.overlay.OverlayPlan;
import org.bootarchive.archive.patch.PatchReport;
import org.bootarchive.archive.platform.PlatformBuildReport;
import org.bootarchive.archive.platform.PlatformCheckReport;
import org.bootarchive.archive.platform.PlatformPatchReport;
import org.bootarchive.archive.platform.PlatformSummary;
import org.bootarchive.archive.tree.ArchiveTree;
import org.bootarchive.boot.DryBootReport;
import org.bootarchive.boot.config.BootLoader;
import org.bootarchive.boot.config.ConfigEdit;
import org.bootarchive.boot.module.ModuleHandover;
import org.bootarchive.boot.vfs.Explanation;
import org.bootarchive.boot.vfs.Lookup;
import org.bootarchive.hash.HashCheck;
import org.bootarchive.lofi.LofiHeader;
import org.bootarchive.lofi.LofiReport;
import org.bootarchive.lofi.LofiResult;
import org.bootarchive.ufs.check.CheckReport;
import org.bootarchive.ufs.disk.Inode;
import org.bootarchive.ufs.volume.Vnode;

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
   * Returns what comes of giving an anonymous enabling to the next boot.
   *
   * @throws IOException if the files of an overlay have no place
   */
  public static ResultJson of(AnonymousApply.Outcome outcome) throws IOException {
    return new ResultJson(NextBootJson.of(outcome));
  }

  /**
   * Returns what comes of taking an anonymous enabling from the next boot.
   *
   * @param directory where the files are written; empty if in their places
   */
  public static ResultJson of(AnonymousStrip strip, Optional<Path> directory) {
    return new ResultJson(NextBootJson.of(strip, directory));
  }

  /**
   * Returns what an overlay is and does.
   *
   * @param loader whose lines are told
   * @param refused whether nothing is written because of what hurts
   * @throws IOException if the files have no place, or the loader no lines for them
   */
  public static ResultJson of(OverlayPlan plan, BootLoader loader, boolean refused)
      throws IOException {
    return new ResultJson(OverlayJson.of(plan, loader, refused));
  }

  /** Returns what an edit changes. */
  public static ResultJson of(ConfigEdit edit) {
    return new ResultJson(OverlayJson.of(edit));
  }

  /** Returns an archive that was built, in a file. */
  public static ResultJson of(Path image, BuildReport report) {
    return new ResultJson(WrittenJson.of(image, report));
  }

  /** Returns an archive that was patched, in a file. */
  public static ResultJson of(Path image, PatchReport report) {
    return new ResultJson(WrittenJson.of(image, report));
  }

  /** Returns an archive that was converted, in a file. */
  public static ResultJson of(Path image, ArchiveConversion.Written written) {
    return new ResultJson(WrittenJson.of(image, written));
  }

  /** Returns a platform that was built, at a place. */
  public static ResultJson of(Path place, PlatformBuildReport report) {
    return new ResultJson(WrittenJson.of(place, report));
  }

  /** Returns a platform that was patched, at a place. */
  public static ResultJson of(Path place, PlatformPatchReport report) {
    return new ResultJson(WrittenJson.of(place, report));
  }

  /**
   * Returns a medium that was built, in a file.
   *
   * @param size of the medium in bytes
   */
  public static ResultJson ofMedium(Path medium, long size) {
    JsonObject object = new JsonObject();
    object.addProperty("medium", medium.toString());
    object.addProperty("size", size);
    return new ResultJson(object);
  }

  /**
   * Returns a file system at a glance, with every field of its superblock.
   *
   * @param tree the files of the archive that it is
   * @param imageBytes length of the image
   * @param form what the image was made of; empty if it is the archive itself
   * @throws IOException if it cannot be read
   */
  public static ResultJson of(
      ArchiveTree tree, long imageBytes, Optional<UnpackedArchive.Summary> form)
      throws IOException {
    return new ResultJson(FileSystemJson.of(tree, imageBytes, form));
  }

  /**
   * Returns the file system in a platform's archive at a glance, and the platform.
   *
   * @param tree the files of the archive
   * @param imageBytes length of the image
   * @param form what the image was made of; empty if it is the archive itself
   * @throws IOException if it cannot be read
   */
  public static ResultJson of(
      ArchiveTree tree,
      long imageBytes,
      Optional<UnpackedArchive.Summary> form,
      PlatformSummary platform)
      throws IOException {
    JsonObject object = FileSystemJson.of(tree, imageBytes, form);
    object.add("platform", FileSystemJson.of(platform));
    return new ResultJson(object);
  }

  /**
   * Returns a file as listings have it.
   *
   * @param tree the files that it is one of
   * @param path as it is to be shown
   * @param inode the vnode's
   * @throws IOException if it cannot be read
   */
  public static ResultJson of(ArchiveTree tree, String path, Vnode vnode, Inode inode)
      throws IOException {
    return new ResultJson(TreeJson.file(tree, path, vnode, inode));
  }

  /**
   * Returns what was extracted.
   *
   * @param tree the files it was taken from, still open
   * @throws IOException if they cannot be read
   */
  public static ResultJson of(ExtractionReport report, ArchiveTree tree) throws IOException {
    return new ResultJson(TreeJson.of(report, tree));
  }

  /**
   * Returns what differs between archives, which are still open.
   *
   * @throws IOException if they cannot be read
   */
  public static ResultJson of(List<Difference> differences, ArchiveTree before, ArchiveTree after)
      throws IOException {
    return new ResultJson(TreeJson.of(differences, before, after));
  }

  /** Returns what a check of a compressed image found. */
  public static ResultJson of(LofiReport report) {
    return new ResultJson(LofiJson.of(report));
  }

  /** Returns how an image is compressed. */
  public static ResultJson of(LofiHeader header) {
    return new ResultJson(LofiJson.of(header));
  }

  /** Returns what came of compressing an image. */
  public static ResultJson of(LofiResult result) {
    return new ResultJson(LofiJson.of(result));
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
    return JsonText.of(LINE.toJson(value));
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
    return JsonText.of(LINES.toJson(value));
  }
}
