package org.bootarchive.tool;

import com.google.common.base.Ascii;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.util.stream.Stream;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.finding.ImagePlace;
import org.bootarchive.ufs.text.ByteString;
import org.jspecify.annotations.Nullable;

/** JSON on the standard output: one value, names in the order of the contract, nulls kept. */
final class Json {
  private static final Gson GSON =
      new GsonBuilder().disableHtmlEscaping().serializeNulls().setPrettyPrinting().create();

  private Json() {}

  /** Returns an array of texts; null stays null. */
  static JsonArray strings(Stream<@Nullable String> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(array::add);
    return array;
  }

  /** Returns an array of texts whose chars stand for bytes. */
  static JsonArray bytes(Iterable<ByteString> texts) {
    JsonArray array = new JsonArray();
    texts.forEach(text -> array.add(text.latin1()));
    return array;
  }

  /** Returns findings as objects of code, severity, message and remedy. */
  static JsonArray findings(Iterable<Finding> findings) {
    JsonArray array = new JsonArray();
    for (Finding finding : findings) {
      JsonObject one = finding(finding);
      one.addProperty("remedy", finding.remedy());
      array.add(one);
    }
    return array;
  }

  /** Returns findings as objects of code, severity, message and what is known of the place. */
  static JsonArray placedFindings(Iterable<Finding> findings) {
    JsonArray array = new JsonArray();
    for (Finding finding : findings) {
      JsonObject one = finding(finding);
      if (finding.place().orElse(ImagePlace.UNKNOWN) instanceof ImagePlace place) {
        place.inode().ifPresent(number -> one.addProperty("inode", number));
        place.group().ifPresent(number -> one.addProperty("group", number));
        place.fragment().ifPresent(number -> one.addProperty("fragment", number));
        place.offset().ifPresent(number -> one.addProperty("offset", number));
      }
      array.add(one);
    }
    return array;
  }

  private static JsonObject finding(Finding finding) {
    JsonObject one = new JsonObject();
    one.addProperty("code", finding.code());
    one.addProperty("severity", finding.severity().word());
    one.addProperty("message", finding.message());
    return one;
  }

  /** Returns a constant's name in lower case. */
  static String lower(Enum<?> constant) {
    return Ascii.toLowerCase(constant.name());
  }

  /** Prints a value and a newline. */
  static void print(PrintWriter out, JsonElement value) {
    GSON.toJson(value, out);
    out.println();
  }
}
