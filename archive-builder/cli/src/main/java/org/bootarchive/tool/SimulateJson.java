package org.bootarchive.tool;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.bootarchive.archive.anon.AnonymousBoot;
import org.bootarchive.boot.BootProperty;
import org.bootarchive.boot.BootedModule;
import org.bootarchive.boot.DryBootReport;
import org.bootarchive.boot.KernelLookup;
import org.bootarchive.boot.OverlayEffect;
import org.bootarchive.boot.OverlayReader;
import org.bootarchive.boot.config.ConfiguredKernel;
import org.bootarchive.boot.config.ConfiguredModule;
import org.bootarchive.boot.module.HashState;
import org.bootarchive.boot.module.ModuleHandover;
import org.bootarchive.boot.module.ModuleProperty;
import org.bootarchive.boot.vfs.BootFileSystem;
import org.bootarchive.boot.vfs.Explanation.Remark;
import org.bootarchive.boot.vfs.Lookup;
import org.bootarchive.boot.vfs.SystemBoot;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.text.ByteString;
import org.jspecify.annotations.Nullable;

/** A dry boot for machines; chars of names and command lines stand for bytes. */
final class SimulateJson {
  private SimulateJson() {}

  static JsonObject of(DryBootReport report, AnonymousBoot anonymous) {
    JsonObject object = new JsonObject();
    JsonObject verdict = new JsonObject();
    verdict.addProperty("boots", report.verdict().isGood());
    verdict.addProperty("outcome", word(report.verdict().outcome()));
    verdict.addProperty("text", report.verdict().toString());
    object.add("verdict", verdict);
    object.addProperty("loader", report.configured().map(boot -> word(boot.loader())).orElse(null));
    object.add(
        "kernel",
        orNull(report.configured().flatMap(boot -> boot.kernel()).map(SimulateJson::kernel)));
    object.addProperty("whoami", report.whoami());
    object.add("modules", array(report.modules(), SimulateJson::module));
    object.add("missing", array(report.missing(), SimulateJson::missing));
    handover(report.handover(), object);
    object.addProperty("root", report.root().map(BootFileSystem::kernelName).orElse(null));
    object.add("bootProperties", array(report.bootProperties(), SimulateJson::property));
    object.add("modulePath", Json.strings(report.modulePath().stream()));
    object.add("overlays", array(report.overlays(), SimulateJson::overlay));
    object.add("lookups", array(report.lookups(), SimulateJson::lookup));
    object.add("afterBoot", array(report.afterBoot(), SimulateJson::afterBoot));
    object.add(
        "anonymous",
        anonymous.enabling().isPresent() ? AnonymousJson.of(anonymous, false) : JsonNull.INSTANCE);
    object.add("findings", array(report.findings(), SimulateJson::finding));
    return object;
  }

  private static JsonObject kernel(ConfiguredKernel kernel) {
    JsonObject object = new JsonObject();
    object.addProperty("path", kernel.path().latin1());
    object.addProperty("arguments", kernel.arguments().latin1());
    object.addProperty("line", kernel.source().toString());
    return object;
  }

  private static JsonObject module(BootedModule module) {
    JsonObject object = new JsonObject();
    object.addProperty("index", module.index());
    object.addProperty("type", module.report().map(r -> r.type().keyword()).orElse(null));
    object.addProperty("name", module.report().map(r -> r.name().latin1()).orElse(null));
    object.addProperty("size", module.size());
    object.addProperty("commandLine", module.commandLine().map(ByteString::latin1).orElse(null));
    object.addProperty("path", module.configured().map(c -> c.path().latin1()).orElse(null));
    object.addProperty("line", module.configured().map(c -> c.source().toString()).orElse(null));
    object.addProperty("guessed", module.report().flatMap(r -> r.legacyName()).isPresent());
    object.add("hash", orNull(module.report().map(r -> hash(r.hash()))));
    return object;
  }

  private static JsonObject hash(HashState state) {
    JsonObject object = new JsonObject();
    if (state instanceof HashState.Checked checked) {
      Optional<String> panic = checked.result().panicMessage();
      object.addProperty("state", panic.isPresent() ? "panic" : "accepted");
      object.addProperty("expected", checked.expected().latin1());
      object.addProperty("module", orNull(checked.hashModule()));
      object.addProperty("reason", panic.orElse(null));
    } else {
      HashState.NotChecked notChecked = (HashState.NotChecked) state;
      object.addProperty("state", "not-checked");
      object.add("expected", JsonNull.INSTANCE);
      object.addProperty("module", orNull(notChecked.hashModule()));
      object.addProperty("reason", notChecked.reason().text());
    }
    return object;
  }

  private static JsonObject missing(ConfiguredModule missing) {
    JsonObject object = new JsonObject();
    object.addProperty("path", missing.path().latin1());
    object.addProperty("commandLine", missing.commandLine().latin1());
    object.addProperty("line", missing.source().toString());
    return object;
  }

  private static void handover(ModuleHandover handover, JsonObject object) {
    object.add("messages", Json.bytes(handover.messages()));
    if (handover instanceof ModuleHandover.Panic panic) {
      object.addProperty("panic", panic.message().latin1());
      object.add("ramdisk", JsonNull.INSTANCE);
      object.add("properties", new JsonArray());
    } else {
      ModuleHandover.Accepted accepted = (ModuleHandover.Accepted) handover;
      object.add("panic", JsonNull.INSTANCE);
      object.addProperty("ramdisk", orNull(accepted.ramdisk()));
      object.add("properties", array(accepted.properties(), SimulateJson::property));
    }
  }

  private static JsonObject property(ModuleProperty property) {
    JsonObject object = new JsonObject();
    object.addProperty("name", property.name().latin1());
    object.addProperty("module", property.module());
    object.addProperty("size", property.size());
    return object;
  }

  private static JsonObject overlay(OverlayEffect overlay) {
    JsonObject object = new JsonObject();
    object.addProperty("name", overlay.name());
    object.addProperty("module", overlay.module());
    object.addProperty("size", overlay.size());
    object.addProperty("effect", word(overlay.kind()));
    boolean hides = overlay.kind() == OverlayEffect.Kind.HIDES_RAMDISK_FILE;
    object.addProperty("hiddenBytes", hides ? overlay.hiddenBytes() : null);
    object.addProperty("reason", overlay.reason().isEmpty() ? null : overlay.reason());
    object.add("readBy", array(overlay.readers(), SimulateJson::reader));
    return object;
  }

  private static JsonObject reader(OverlayReader reader) {
    JsonObject object = new JsonObject();
    object.addProperty("who", reader.who());
    object.addProperty("when", word(reader.when()));
    return object;
  }

  private static JsonObject property(BootProperty property) {
    JsonObject object = new JsonObject();
    object.addProperty("name", property.name());
    object.addProperty("value", property.value());
    object.addProperty("from", word(property.origin()));
    return object;
  }

  private static JsonObject lookup(KernelLookup lookup) {
    JsonObject object = new JsonObject();
    object.addProperty("purpose", lookup.purpose());
    object.addProperty("kind", word(lookup.kind()));
    object.addProperty("when", word(lookup.time()));
    object.addProperty("source", lookup.source().isEmpty() ? null : lookup.source());
    object.addProperty("need", word(lookup.need()));
    object.add("asked", Json.strings(lookup.asked().stream()));
    Lookup answer = lookup.answer().lookup();
    if (answer instanceof Lookup.Found found) {
      object.addProperty("result", "ok");
      object.addProperty("fs", found.fileSystem().kernelName());
      object.addProperty("size", Long.toUnsignedString(found.size()));
      object.addProperty("property", orNull(lookup.module()));
      object.add("reason", JsonNull.INSTANCE);
    } else {
      object.addProperty("result", result(answer));
      object.add("fs", JsonNull.INSTANCE);
      object.add("size", JsonNull.INSTANCE);
      object.add("property", JsonNull.INSTANCE);
      object.addProperty("reason", reason(answer));
    }
    object.add("remarks", array(lookup.answer().remarks(), SimulateJson::remark));
    return object;
  }

  private static String result(Lookup answer) {
    if (answer instanceof Lookup.Hang) {
      return "HANG";
    }
    return answer instanceof Lookup.Crash ? "CRASH" : "fail";
  }

  private static @Nullable String reason(Lookup answer) {
    if (answer instanceof Lookup.Failed failed) {
      return failed.reason();
    }
    if (answer instanceof Lookup.Hang hang) {
      return hang.reason();
    }
    return answer instanceof Lookup.Crash crash ? crash.reason() : null;
  }

  private static JsonObject remark(Remark remark) {
    JsonObject object = new JsonObject();
    object.addProperty("code", remark.code().code());
    object.addProperty("message", remark.text());
    return object;
  }

  private static JsonObject afterBoot(SystemBoot.Module module) {
    JsonObject object = new JsonObject();
    object.addProperty("name", module.property().name().latin1());
    object.addProperty("size", module.property().size());
    object.addProperty("fate", word(module.fate()));
    object.addProperty("path", module.path().isEmpty() ? null : module.path());
    return object;
  }

  private static JsonObject finding(Finding finding) {
    JsonObject object = new JsonObject();
    object.addProperty("code", finding.code());
    object.addProperty("severity", word(finding.severity()));
    object.addProperty("message", finding.message());
    object.addProperty("remedy", finding.remedy());
    return object;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static JsonElement orNull(Optional<JsonObject> object) {
    return object.isPresent() ? object.get() : JsonNull.INSTANCE;
  }

  private static @Nullable Integer orNull(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : null;
  }

  private static <T> JsonArray array(Collection<T> values, Function<T, JsonObject> each) {
    JsonArray array = new JsonArray();
    values.forEach(value -> array.add(each.apply(value)));
    return array;
  }
}
