package org.bootarchive.report;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.bootarchive.archive.convert.UnpackedArchive;
import org.bootarchive.archive.platform.PlatformSummary;
import org.bootarchive.archive.tree.UsrImage;
import org.bootarchive.boot.config.ConfiguredKernel;
import org.bootarchive.hash.ArchiveHash;
import org.bootarchive.hash.HashCheck;
import org.bootarchive.report.ReportedFinding.Section;
import org.bootarchive.report.page.VisibleJson;
import org.bootarchive.ufs.device.CorruptImageException;
import org.bootarchive.ufs.disk.FileType;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.finding.ImagePlace;
import org.bootarchive.ufs.finding.Place;
import org.bootarchive.ufs.finding.SourceLine;
import org.bootarchive.ufs.internal.text.KebabCase;
import org.jspecify.annotations.Nullable;

/** The JSON of a report: names and order are those of docs/report.md. */
final class ReportJson {
  private static final String FORMAT = "bootarchive-report";
  private static final int VERSION = 1;

  private static final Gson GSON =
      new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

  private ReportJson() {}

  /** Returns how long a text is in JSON, in chars. */
  static long lengthOf(String text) {
    long length = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      length +=
          c == '\n' || c == '\t' || c == '\r' || c == '"' || c == '\\'
              ? 2
              : c < ' ' || VisibleJson.isEscaped(c) ? 6 : 1;
    }
    return length;
  }

  /** Returns how long a difference is in JSON, in chars, nearly. */
  static long lengthOf(TextDifference difference) {
    long length = 0;
    for (TextDifference.Hunk hunk : difference.hunks()) {
      for (TextDifference.Row row : hunk.rows()) {
        length += 12;
        length += row.left() == null ? 4 : lengthOf(row.left());
        length += row.right() == null ? 4 : lengthOf(row.right());
      }
    }
    return length;
  }

  /** Writes all of a report. */
  static void write(ReportParts report, Writer out) throws IOException {
    JsonWriter json = new JsonWriter(out);
    json.setSerializeNulls(true);
    json.setHtmlSafe(false);
    JsonObject summary = summary(report);
    json.beginObject();
    for (Map.Entry<String, JsonElement> property : summary.entrySet()) {
      if (property.getKey().equals("difference")) {
        // In the order of the format: trees and groups stand before it.
        trees(report, json.name("trees"));
        groups(report.groups(), json.name("groups"));
      }
      json.name(property.getKey());
      GSON.toJson(property.getValue(), json);
    }
    json.endObject();
    json.flush();
  }

  /** Returns a report without its trees and groups. */
  static JsonObject summary(ReportParts report) throws IOException {
    JsonObject object = new JsonObject();
    object.addProperty("format", FORMAT);
    object.addProperty("version", VERSION);
    object.addProperty("generator", report.generator());
    object.addProperty("title", report.title());
    object.add("sources", array(report.sources(), ReportJson::source));
    object.add("glance", glance(report));
    object.add("findings", array(report.findings(), ReportJson::finding));
    object.add("difference", orNull(report.difference().map(ReportJson::difference)));
    object.add("boot", orNull(report.boot().map(ReportJson::boot)));
    object.add("enabling", orNull(report.enabling().map(ReportJson::enabling)));
    return object;
  }

  private static JsonObject source(ReportSource source) {
    JsonObject object = new JsonObject();
    object.addProperty("role", source.role().word());
    object.addProperty("path", source.path());
    object.addProperty("kind", source.kind());
    object.addProperty("size", source.size());
    object.addProperty("sha1", source.sha1().orElse(null));
    return object;
  }

  private static JsonObject glance(ReportParts report) throws IOException {
    ReportSubject archive = report.archive();
    JsonObject object = new JsonObject();
    FileTree root = report.trees().trees().get(0);
    object.add("root", archive.isUfs() ? ufs(root) : form(archive.form().orElseThrow(), root));
    object.add(
        "usr",
        archive.tree().usr().orElse(null) instanceof UsrImage usr
            ? usr(report, usr)
            : JsonNull.INSTANCE);
    object.add("hash", hash(archive.check()));
    object.add("platform", orNull(archive.check().platform().map(ReportJson::platform)));
    return object;
  }

  private static JsonObject ufs(FileTree tree) {
    Superblock superblock = tree.volume().superblock();
    JsonObject object = new JsonObject();
    object.addProperty("type", "ufs1");
    object.addProperty(
        "byteOrder", superblock.byteOrder() == ByteOrder.LITTLE_ENDIAN ? "little" : "big");
    object.addProperty("clean", superblock.isClean());
    object.addProperty("size", superblock.sizeInBytes());
    object.addProperty("free", Math.max(0, superblock.freeBytes()));
    object.addProperty("inodes", superblock.inodeCount());
    object.addProperty("freeInodes", Math.max(0, superblock.totals().freeInodes()));
    object.addProperty("blockSize", superblock.blockBytes());
    object.addProperty("fragmentSize", superblock.fragmentBytes());
    object.addProperty("groups", superblock.groupCount());
    addCounts(object, tree);
    return object;
  }

  private static JsonObject form(UnpackedArchive.Summary form, FileTree tree) {
    JsonObject object = new JsonObject();
    object.addProperty("type", form.form().kind().word());
    object.add("byteOrder", JsonNull.INSTANCE);
    object.add("clean", JsonNull.INSTANCE);
    object.addProperty("size", form.bytes());
    for (String unknown :
        new String[] {"free", "inodes", "freeInodes", "blockSize", "fragmentSize", "groups"}) {
      object.add(unknown, JsonNull.INSTANCE);
    }
    addCounts(object, tree);
    return object;
  }

  private static void addCounts(JsonObject object, FileTree tree) {
    long directories = tree.nodes().stream().filter(FileTree.Node::isDirectory).count();
    object.addProperty("files", tree.nodes().size() - directories);
    object.addProperty("directories", directories);
  }

  private static JsonElement usr(ReportParts report, UsrImage usr) throws IOException {
    try {
      ImmutableList<FileTree> trees = report.trees().trees();
      JsonObject object = trees.size() > 1 ? ufs(trees.get(1)) : unreadable();
      object.addProperty("image", UsrImage.NAME.toString());
      object.addProperty("imageSize", usr.file().size());
      return object;
    } catch (CorruptImageException e) {
      return JsonNull.INSTANCE;
    }
  }

  private static JsonObject unreadable() {
    JsonObject object = new JsonObject();
    for (String unknown :
        new String[] {
          "type",
          "byteOrder",
          "clean",
          "size",
          "free",
          "inodes",
          "freeInodes",
          "blockSize",
          "fragmentSize",
          "groups",
          "files",
          "directories"
        }) {
      object.add(unknown, JsonNull.INSTANCE);
    }
    return object;
  }

  private static JsonObject hash(ReportCheck check) {
    JsonObject object = new JsonObject();
    HashCheck hash =
        check.hash().orElse(new HashCheck.NotChecked("there is no hash file beside the archive"));
    object.addProperty("state", hash.word());
    String found = hash.actualHash().map(ArchiveHash::hex).orElse(null);
    object.addProperty(
        "expected",
        hash instanceof HashCheck.Mismatch mismatch
            ? ShownBytes.nameOfLatin1(mismatch.expected())
            : hash instanceof HashCheck.Accepted ? found : null);
    object.addProperty("found", found);
    object.addProperty("why", why(hash));
    return object;
  }

  private static @Nullable String why(HashCheck hash) {
    if (hash instanceof HashCheck.NotChecked notChecked) {
      return notChecked.reason();
    }
    if (hash instanceof HashCheck.Accepted accepted) {
      return accepted.unpacked() ? "of the archive out of its gzip file" : null;
    }
    return hash.panicMessage()
        .map(message -> "the kernel panics: " + ShownBytes.nameOfLatin1(message))
        .orElse(null);
  }

  private static JsonObject platform(PlatformSummary platform) {
    JsonObject object = new JsonObject();
    object.addProperty("stamp", platform.version().map(ShownBytes::nameOfLatin1).orElse(null));
    object.addProperty("name", platform.topName().map(ShownBytes::nameOfLatin1).orElse(null));
    object.addProperty(
        "kernel",
        platform.kernelBytes().isEmpty()
            ? null
            : platform.kernelBytes().getAsLong()
                + " bytes, "
                + (platform.kernelIsArchives() ? "as in the archive" : "not the archive's"));
    object.addProperty(
        "manifestLines",
        platform.manifestLines().isEmpty() ? null : platform.manifestLines().getAsInt());
    object.add(
        "sources",
        array(
            platform.sources(),
            source -> {
              JsonObject one = new JsonObject();
              one.addProperty("repository", shownText(source.repository()));
              one.addProperty("branch", shownText(source.branch()));
              one.addProperty("revision", shownText(source.revision()));
              return one;
            }));
    return object;
  }

  private static String shownText(String text) {
    return ShownBytes.name(text.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonObject finding(ReportedFinding reported) {
    Finding finding = reported.finding();
    JsonObject object = new JsonObject();
    object.addProperty("section", reported.section().word());
    object.addProperty("code", finding.code());
    object.addProperty("severity", finding.severity().word());
    object.addProperty(
        "message",
        reported.section() == Section.ENABLING
            ? ShownBytes.nameOfLatin1(finding.message())
            : finding.message());
    object.addProperty("place", finding.place().map(ReportJson::place).orElse(null));
    object.addProperty("remedy", finding.remedy().isEmpty() ? null : finding.remedy());
    return object;
  }

  private static @Nullable String place(Place place) {
    if (place instanceof SourceLine line) {
      return line.toString();
    }
    ImagePlace image = (ImagePlace) place;
    StringBuilder text = new StringBuilder();
    append(text, "inode", image.inode());
    append(text, "group", image.group());
    append(text, "fragment", image.fragment());
    append(text, "byte", image.offset());
    return text.isEmpty() ? null : text.toString();
  }

  private static void append(StringBuilder text, String name, OptionalLong number) {
    if (number.isPresent()) {
      text.append(text.isEmpty() ? "" : ", ").append(name).append(' ').append(number.getAsLong());
    }
  }

  private static JsonObject difference(ReportDifference difference) {
    JsonObject old = new JsonObject();
    old.addProperty("path", difference.oldPath());
    JsonObject summary = new JsonObject();
    difference.summary().forEach((kind, count) -> summary.addProperty(kind.word(), count));
    JsonObject object = new JsonObject();
    object.add("old", old);
    object.add("entries", array(difference.entries(), ReportJson::entry));
    object.addProperty("leftOut", difference.leftOut());
    object.add("summary", summary);
    return object;
  }

  private static JsonObject entry(ReportDifference.Entry entry) {
    JsonObject object = new JsonObject();
    object.addProperty("path", entry.path());
    object.addProperty("kind", entry.kind().word());
    object.addProperty("tree", entry.tree());
    object.addProperty("node", entry.node() < 0 ? null : entry.node());
    object.add(
        "attributes",
        array(
            entry.attributes(),
            attribute -> {
              JsonObject one = new JsonObject();
              one.addProperty("name", attribute.name());
              one.addProperty("before", attribute.before());
              one.addProperty("after", attribute.after());
              return one;
            }));
    object.addProperty("sizeBefore", orNull(entry.sizeBefore()));
    object.addProperty("sizeAfter", orNull(entry.sizeAfter()));
    object.add("text", entry.text() == null ? JsonNull.INSTANCE : text(entry.text()));
    return object;
  }

  private static JsonObject text(TextDifference difference) {
    JsonObject object = new JsonObject();
    object.addProperty("cut", difference.cut());
    object.add(
        "hunks",
        array(
            difference.hunks(),
            hunk -> {
              JsonObject one = new JsonObject();
              one.addProperty("oldLine", hunk.oldLine());
              one.addProperty("newLine", hunk.newLine());
              one.add("rows", array(hunk.rows(), ReportJson::row));
              return one;
            }));
    return object;
  }

  private static JsonArray row(TextDifference.Row row) {
    JsonArray array = new JsonArray(3);
    array.add(String.valueOf(row.mark().sign()));
    array.add(row.left());
    array.add(row.right());
    return array;
  }

  private static JsonObject boot(ReportBoot boot) {
    JsonObject object = new JsonObject();
    object.addProperty("verdict", boot.report().verdict().toString());
    object.addProperty("outcome", KebabCase.of(boot.report().verdict().outcome()));
    object.addProperty(
        "loader",
        boot.report().configured().map(found -> KebabCase.of(found.loader())).orElse(null));
    object.add(
        "kernel",
        orNull(
            boot.report().configured().flatMap(found -> found.kernel()).map(ReportJson::kernel)));
    object.add("steps", array(boot.steps(), ReportJson::step));
    return object;
  }

  private static JsonObject kernel(ConfiguredKernel kernel) {
    JsonObject object = new JsonObject();
    object.addProperty("path", ShownBytes.name(kernel.path().toBytes()));
    object.addProperty("arguments", ShownBytes.name(kernel.arguments().toBytes()));
    return object;
  }

  private static JsonObject step(BootStep step) {
    JsonObject object = new JsonObject();
    object.addProperty("phase", step.phase().words());
    object.addProperty("title", step.title());
    object.addProperty("answer", step.answer());
    object.addProperty("detail", step.detail());
    object.addProperty("state", step.state().word());
    JsonArray findings = new JsonArray();
    step.findings().forEach(findings::add);
    object.add("findings", findings);
    return object;
  }

  private static JsonObject enabling(ReportEnabling enabling) {
    JsonObject object = new JsonObject();
    object.addProperty("accepted", enabling.accepted());
    object.addProperty("refusal", enabling.refusal().orElse(null));
    object.addProperty("consequence", enabling.consequence());
    JsonArray lines = new JsonArray();
    enabling.kernelLines().forEach(lines::add);
    object.add("kernelLines", lines);
    JsonArray options = new JsonArray();
    enabling
        .options()
        .forEach(
            (name, value) -> {
              JsonObject one = new JsonObject();
              one.addProperty("name", name);
              one.addProperty("value", value);
              options.add(one);
            });
    object.add("options", options);
    object.add(
        "programs",
        array(
            enabling.programs(),
            program -> {
              JsonObject one = new JsonObject();
              one.addProperty("d", program);
              return one;
            }));
    JsonArray probes = new JsonArray();
    enabling
        .probes()
        .forEach(
            (name, existence) -> {
              JsonObject one = new JsonObject();
              one.addProperty("name", name);
              one.addProperty(
                  "exists",
                  switch (existence) {
                    case EXISTS -> Boolean.TRUE;
                    case ABSENT -> Boolean.FALSE;
                    case UNKNOWN -> null;
                  });
              probes.add(one);
            });
    object.add("probes", probes);
    return object;
  }

  private static void trees(ReportParts report, JsonWriter json) throws IOException {
    json.beginArray();
    for (int i = 0; i < report.trees().trees().size(); i++) {
      tree(report, i, json);
    }
    json.endArray();
  }

  private static void tree(ReportParts report, int number, JsonWriter json) throws IOException {
    FileTree tree = report.trees().trees().get(number);
    TextContents texts = report.texts().get(number);
    boolean isUfs = number > 0 || report.archive().isUfs();
    json.beginObject().name("name").value(tree.name());
    json.name("nodes").beginObject();
    column(json, "parent", tree, FileTree.Node::parent);
    json.name("name").beginArray();
    for (FileTree.Node node : tree.nodes()) {
      json.value(node.name() == null ? "" : ShownBytes.name(node.name().toBytes()));
    }
    json.endArray();
    StringBuilder types = new StringBuilder();
    tree.nodes().forEach(node -> types.append(node.letter()));
    json.name("type").value(types.toString());
    column(json, "mode", tree, node -> node.inode().permissions());
    column(json, "uid", tree, node -> node.inode().uid());
    column(json, "gid", tree, node -> node.inode().gid());
    column(json, "mtime", tree, node -> node.inode().modifyTime().seconds());
    column(json, "size", tree, FileTree.Node::size);
    column(json, "stored", tree, node -> isUfs ? node.stored() : storedInOther(node));
    column(json, "nlink", tree, node -> node.inode().linkCount());
    column(json, "ino", tree, FileTree.Node::number);
    links(tree, json);
    texts(json.name("content"), texts.content());
    numbers(json.name("binary"), texts.binary());
    numbers(json.name("cut"), texts.cut());
    changes(report, number, json);
    json.endObject();
    removed(report, number, json);
    json.name("duplicates").beginArray();
    for (ImmutableList<Integer> same : report.duplicates().get(number)) {
      json.beginArray();
      for (int node : same) {
        json.value(node);
      }
      json.endArray();
    }
    json.endArray().endObject();
  }

  /** Returns what a file takes of an archive that is no file system of blocks. */
  private static long storedInOther(FileTree.Node node) {
    return node.isRegular() || node.type() == FileType.SYMBOLIC_LINK ? node.size() : 0;
  }

  private static void column(
      JsonWriter json, String name, FileTree tree, ToLongFunction<FileTree.Node> value)
      throws IOException {
    StringBuilder column = new StringBuilder("[");
    for (FileTree.Node node : tree.nodes()) {
      column.append(column.length() == 1 ? "" : ",").append(value.applyAsLong(node));
    }
    json.name(name).jsonValue(column.append(']').toString());
  }

  private static void links(FileTree tree, JsonWriter json) throws IOException {
    json.name("target").beginObject();
    for (int i = 0; i < tree.nodes().size(); i++) {
      if (tree.nodes().get(i).type() == FileType.SYMBOLIC_LINK) {
        json.name(String.valueOf(i)).value(ReportTrees.linkTarget(tree, i));
      }
    }
    json.endObject().name("device").beginObject();
    for (int i = 0; i < tree.nodes().size(); i++) {
      FileType type = tree.nodes().get(i).type();
      if (type != null && type.isDevice()) {
        json.name(String.valueOf(i)).value(ReportTrees.device(tree, i));
      }
    }
    json.endObject();
  }

  private static void texts(JsonWriter json, ImmutableSortedMap<Integer, String> texts)
      throws IOException {
    json.beginObject();
    for (Map.Entry<Integer, String> text : texts.entrySet()) {
      json.name(text.getKey().toString()).value(text.getValue());
    }
    json.endObject();
  }

  private static void numbers(JsonWriter json, BitSet numbers) throws IOException {
    StringBuilder column = new StringBuilder("[");
    for (int number = numbers.nextSetBit(0); number >= 0; number = numbers.nextSetBit(number + 1)) {
      column.append(column.length() == 1 ? "" : ",").append(number);
    }
    json.jsonValue(column.append(']').toString());
  }

  private static void changes(ReportParts report, int number, JsonWriter json) throws IOException {
    if (report.difference().isEmpty()) {
      return;
    }
    ReportDifference difference = report.difference().get();
    json.name("change").beginObject();
    for (Map.Entry<Integer, ReportDifference.Kind> change :
        difference.changes().get(number).entrySet()) {
      json.name(change.getKey().toString()).value(change.getValue().word());
    }
    json.endObject().name("before").beginObject();
    for (Map.Entry<Integer, Long> before : difference.before().get(number).entrySet()) {
      json.name(before.getKey().toString()).value(before.getValue());
    }
    json.endObject();
  }

  private static void removed(ReportParts report, int number, JsonWriter json) throws IOException {
    if (report.difference().isEmpty()) {
      return;
    }
    json.name("removed").beginArray();
    for (ReportDifference.Removed removed : report.difference().get().removed().get(number)) {
      json.beginObject();
      json.name("path").value(removed.path());
      json.name("type").value(String.valueOf(removed.type()));
      json.name("size").value(removed.size());
      json.name("stored").value(removed.stored());
      json.endObject();
    }
    json.endArray();
  }

  private static void groups(ImmutableList<GroupMap> groups, JsonWriter json) throws IOException {
    json.beginArray();
    for (GroupMap group : groups) {
      json.beginObject();
      json.name("tree").value(group.tree());
      json.name("group").value(group.group());
      json.name("firstFragment").value(group.firstFragment());
      json.name("fragments").value(group.fragments());
      json.name("metadata").value(group.metadata());
      json.name("used").value(group.used());
      json.name("freeBlocks").value(group.counts().freeBlocks());
      json.name("freeFragments").value(group.counts().freeFragments());
      json.name("directories").value(group.counts().directories());
      json.name("inodes").value(group.inodes());
      json.name("freeInodes").value(group.counts().freeInodes());
      json.name("map").value(group.map());
      json.endObject();
    }
    json.endArray();
  }

  private static <T> JsonArray array(Iterable<T> values, Function<T, ? extends JsonElement> each) {
    JsonArray array = new JsonArray();
    values.forEach(value -> array.add(each.apply(value)));
    return array;
  }

  private static JsonElement orNull(Optional<? extends JsonElement> value) {
    return value.isPresent() ? value.get() : JsonNull.INSTANCE;
  }

  private static @Nullable Long orNull(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }
}
