package org.bootarchive.tool;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import org.bootarchive.dtrace.conf.ConfRemark;

/** Findings in driver.conf and system(4) as JSON. */
final class ConfRemarkJson {
  private ConfRemarkJson() {}

  /** Returns objects of code, line, message, remedy, and whether the kernel says it itself. */
  static JsonArray of(Iterable<ConfRemark> findings) {
    JsonArray array = new JsonArray();
    for (ConfRemark finding : findings) {
      JsonObject one = new JsonObject();
      one.addProperty("code", finding.code().code());
      one.addProperty("line", finding.line());
      one.addProperty("message", finding.message());
      one.addProperty("printed", finding.printed());
      one.addProperty("remedy", finding.code().remedy());
      array.add(one);
    }
    return array;
  }
}
