package org.bootarchive.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.Optional;
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
import org.bootarchive.boot.vfs.BootFileSystem;
import org.bootarchive.boot.vfs.Lookup;
import org.bootarchive.boot.vfs.SystemBoot;
import org.bootarchive.ufs.internal.text.KebabCase;
import org.bootarchive.ufs.text.ByteString;

/** A dry boot for machines; chars of names and command lines stand for bytes. */
final class DryBootJson {
  private DryBootJson() {}

  static JsonObject of(DryBootReport report, AnonymousBoot anonymous) {
    JsonObject object = new JsonObject();
    JsonObject verdict = new JsonObject();
    verdict.addProperty("boots", report.verdict().isGood());
    verdict.addProperty("outcome", KebabCase.of(report.verdict().outcome()));
    verdict.addProperty("text", report.verdict().toString());
    object.add("verdict", verdict);
    object.addProperty(
        "loader", report.configured().map(boot -> KebabCase.of(boot.loader())).orElse(null));
    object.add(
        "kernel",
        JsonValues.orNull(
            report.configured().flatMap(boot -> boot.kernel()).map(DryBootJson::kernel)));
    object.addProperty("whoami", report.whoami());
    object.add("modules", JsonValues.array(report.modules(), DryBootJson::module));
    object.add("missing", JsonValues.array(report.missing(), DryBootJson::missing));
    handOver(report.handover(), object);
    object.addProperty("root", report.root().map(BootFileSystem::kernelName).orElse(null));
    object.add("bootProperties", JsonValues.array(report.bootProperties(), DryBootJson::property));
    object.add("modulePath", JsonValues.strings(report.modulePath().stream()));
    object.add("overlays", JsonValues.array(report.overlays(), DryBootJson::overlay));
    object.add("lookups", JsonValues.array(report.lookups(), DryBootJson::lookup));
    object.add("afterBoot", JsonValues.array(report.afterBoot(), DryBootJson::afterBoot));
    object.add(
        "anonymous",
        anonymous.enabling().isPresent() ? AnonymousJson.of(anonymous, false) : JsonNull.INSTANCE);
    object.add("findings", FindingsJson.of(report.findings()));
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
    object.add("hash", JsonValues.orNull(module.report().map(r -> hash(r.hash()))));
    return object;
  }

  private static JsonObject hash(HashState state) {
    JsonObject object = new JsonObject();
    if (state instanceof HashState.Checked checked) {
      Optional<String> panic = checked.result().panicMessage();
      object.addProperty("state", panic.isPresent() ? "panic" : "accepted");
      object.addProperty("expected", checked.expected().latin1());
      object.addProperty("module", JsonValues.orNull(checked.hashModule()));
      object.addProperty("reason", panic.orElse(null));
    } else {
      HashState.NotChecked notChecked = (HashState.NotChecked) state;
      object.addProperty("state", "not-checked");
      object.add("expected", JsonNull.INSTANCE);
      object.addProperty("module", JsonValues.orNull(notChecked.hashModule()));
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

  private static void handOver(ModuleHandover handover, JsonObject object) {
    object.add("messages", JsonValues.bytes(handover.messages()));
    if (handover instanceof ModuleHandover.Panic panic) {
      object.addProperty("panic", panic.message().latin1());
      object.add("ramdisk", JsonNull.INSTANCE);
      object.add("properties", new JsonArray());
    } else {
      ModuleHandover.Accepted accepted = (ModuleHandover.Accepted) handover;
      object.add("panic", JsonNull.INSTANCE);
      object.addProperty("ramdisk", JsonValues.orNull(accepted.ramdisk()));
      object.add("properties", HandoverJson.properties(accepted));
    }
  }

  private static JsonObject overlay(OverlayEffect overlay) {
    JsonObject object = new JsonObject();
    object.addProperty("name", overlay.name());
    object.addProperty("module", overlay.module());
    object.addProperty("size", overlay.size());
    object.addProperty("effect", KebabCase.of(overlay.kind()));
    boolean hides = overlay.kind() == OverlayEffect.Kind.HIDES_RAMDISK_FILE;
    object.addProperty("hiddenBytes", hides ? overlay.hiddenBytes() : null);
    object.addProperty("reason", overlay.reason().isEmpty() ? null : overlay.reason());
    object.add("readBy", JsonValues.array(overlay.readers(), DryBootJson::reader));
    return object;
  }

  private static JsonObject reader(OverlayReader reader) {
    JsonObject object = new JsonObject();
    object.addProperty("who", reader.who());
    object.addProperty("when", KebabCase.of(reader.when()));
    return object;
  }

  private static JsonObject property(BootProperty property) {
    JsonObject object = new JsonObject();
    object.addProperty("name", property.name());
    object.addProperty("value", property.value());
    object.addProperty("from", KebabCase.of(property.origin()));
    return object;
  }

  private static JsonObject lookup(KernelLookup lookup) {
    JsonObject object = new JsonObject();
    object.addProperty("purpose", lookup.purpose());
    object.addProperty("kind", KebabCase.of(lookup.kind()));
    object.addProperty("when", KebabCase.of(lookup.time()));
    object.addProperty("source", lookup.source().isEmpty() ? null : lookup.source());
    object.addProperty("need", KebabCase.of(lookup.need()));
    object.add("asked", JsonValues.strings(lookup.asked().stream()));
    Lookup answer = lookup.answer().lookup();
    if (answer instanceof Lookup.Found found) {
      object.addProperty("result", found.word());
      object.addProperty("fs", found.fileSystem().kernelName());
      object.addProperty("size", Long.toUnsignedString(found.size()));
      object.addProperty("property", JsonValues.orNull(lookup.module()));
      object.add("reason", JsonNull.INSTANCE);
    } else {
      object.addProperty("result", answer.word());
      object.add("fs", JsonNull.INSTANCE);
      object.add("size", JsonNull.INSTANCE);
      object.add("property", JsonNull.INSTANCE);
      object.addProperty("reason", answer.reason());
    }
    object.add("remarks", JsonValues.array(lookup.answer().remarks(), LookupJson::remark));
    return object;
  }

  private static JsonObject afterBoot(SystemBoot.Module module) {
    JsonObject object = new JsonObject();
    object.addProperty("name", module.property().name().latin1());
    object.addProperty("size", module.property().size());
    object.addProperty("fate", KebabCase.of(module.fate()));
    object.addProperty("path", module.path().isEmpty() ? null : module.path());
    return object;
  }
}
