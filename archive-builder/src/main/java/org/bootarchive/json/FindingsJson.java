package org.bootarchive.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Collection;
import org.bootarchive.dtrace.conf.ConfRemark;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.finding.ImagePlace;

/** Findings as objects. */
final class FindingsJson {
  private FindingsJson() {}

  /** Returns findings as objects of code, severity, message and remedy. */
  static JsonArray of(Collection<Finding> findings) {
    return JsonValues.array(findings, FindingsJson::withRemedy);
  }

  private static JsonObject withRemedy(Finding finding) {
    JsonObject one = of(finding);
    one.addProperty("remedy", finding.remedy());
    return one;
  }

  /** Returns findings as objects of code, severity, message and what is known of the place. */
  static JsonArray placed(Collection<Finding> findings) {
    return JsonValues.array(findings, FindingsJson::withPlace);
  }

  private static JsonObject withPlace(Finding finding) {
    JsonObject one = of(finding);
    if (finding.place().orElse(ImagePlace.UNKNOWN) instanceof ImagePlace place) {
      place.inode().ifPresent(number -> one.addProperty("inode", number));
      place.group().ifPresent(number -> one.addProperty("group", number));
      place.fragment().ifPresent(number -> one.addProperty("fragment", number));
      place.offset().ifPresent(number -> one.addProperty("offset", number));
    }
    return one;
  }

  private static JsonObject of(Finding finding) {
    JsonObject one = new JsonObject();
    one.addProperty("code", finding.code());
    one.addProperty("severity", finding.severity().word());
    one.addProperty("message", finding.message());
    return one;
  }

  /** Returns an object of code, line, message, remedy, and whether the kernel says it itself. */
  static JsonObject of(ConfRemark remark) {
    JsonObject one = new JsonObject();
    one.addProperty("code", remark.code().code());
    one.addProperty("line", remark.line());
    one.addProperty("message", remark.message());
    one.addProperty("printed", remark.printed());
    one.addProperty("remedy", remark.code().remedy());
    return one;
  }
}
