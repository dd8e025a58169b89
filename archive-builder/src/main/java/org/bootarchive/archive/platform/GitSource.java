package org.bootarchive.archive.platform;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/**
 * A repository that an image was built from, as {@code boot_archive.gitstatus} has it.
 *
 * @param repository its name
 * @param branch the branch
 * @param revision the commit
 */
public record GitSource(String repository, String branch, String revision) {
  /** A status above this many bytes is not looked at. */
  private static final int MAX_BYTES = 1 << 20;

  private static final int MAX_DEPTH = 32;

  /** Returns what a status tells; nothing if it is no array of objects. */
  static ImmutableList<GitSource> parse(byte[] status) {
    ImmutableList.Builder<GitSource> sources = ImmutableList.builder();
    String text = new String(status, UTF_8);
    if (status.length > MAX_BYTES || isDeep(text)) {
      return ImmutableList.of();
    }
    try {
      JsonElement all = JsonParser.parseString(text);
      if (all.isJsonArray()) {
        for (JsonElement one : all.getAsJsonArray()) {
          if (one.isJsonObject()) {
            JsonObject object = one.getAsJsonObject();
            sources.add(
                new GitSource(text(object, "repo"), text(object, "branch"), text(object, "rev")));
          }
        }
      }
    } catch (JsonParseException e) {
      return ImmutableList.of();
    }
    return sources.build();
  }

  private static boolean isDeep(String text) {
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
      if (depth > MAX_DEPTH) {
        return true;
      }
    }
    return false;
  }

  private static String text(JsonObject object, String name) {
    JsonElement value = object.get(name);
    return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
  }
}
