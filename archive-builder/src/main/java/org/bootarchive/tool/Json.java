package org.bootarchive.tool;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.io.PrintWriter;
import java.util.stream.Stream;
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

  /** Prints a value and a newline. */
  static void print(PrintWriter out, JsonElement value) {
    GSON.toJson(value, out);
    out.println();
  }
}
