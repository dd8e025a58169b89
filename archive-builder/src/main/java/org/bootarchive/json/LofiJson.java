package org.bootarchive.json;

import com.google.gson.JsonObject;
import org.bootarchive.lofi.KernelOutcome;
import org.bootarchive.lofi.LofiFault;
import org.bootarchive.lofi.LofiHeader;
import org.bootarchive.lofi.LofiReport;
import org.bootarchive.lofi.LofiResult;
import org.bootarchive.ufs.internal.text.KebabCase;

/** Compressed images. */
final class LofiJson {
  private LofiJson() {}

  static JsonObject of(LofiHeader header) {
    JsonObject object = new JsonObject();
    object.addProperty("algorithm", header.algorithm().text());
    object.addProperty("segmentBytes", header.segmentBytes());
    object.addProperty("segments", header.segments());
    object.addProperty("lastSegmentBytes", header.lastSegmentBytes());
    object.addProperty("uncompressedBytes", header.uncompressedBytes());
    return object;
  }

  static JsonObject of(LofiResult result) {
    JsonObject object = of(result.header());
    object.addProperty("storedSegments", result.storedSegments());
    object.addProperty("compressedSegments", result.compressedSegments());
    object.addProperty("fileBytes", result.fileBytes());
    return object;
  }

  static JsonObject of(LofiReport report) {
    JsonObject object = new JsonObject();
    object.add("header", JsonValues.orNull(report.header().map(LofiJson::of)));
    object.add("kernel", of(report.kernel()));
    object.add("findings", JsonValues.array(report.findings(), LofiJson::of));
    object.addProperty("clean", report.sound());
    return object;
  }

  private static JsonObject of(LofiFault fault) {
    JsonObject one = new JsonObject();
    one.addProperty("rule", fault.rule().text());
    one.addProperty("structure", fault.structure());
    one.addProperty("offset", fault.byteOffset());
    one.addProperty("found", fault.found());
    one.addProperty("expected", fault.expected());
    one.addProperty("kernel", fault.kernel());
    return one;
  }

  private static JsonObject of(KernelOutcome kernel) {
    JsonObject object = new JsonObject();
    object.addProperty("open", KebabCase.of(kernel.open()));
    object.addProperty("sizeSeen", kernel.sizeSeen() < 0 ? null : kernel.sizeSeen());
    object.addProperty("read", KebabCase.of(kernel.read()));
    object.addProperty("failsAt", kernel.failsAt() < 0 ? null : kernel.failsAt());
    return object;
  }
}
