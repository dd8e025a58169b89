package org.bootarchive.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bootarchive.ufs.text.ByteString;
import org.jspecify.annotations.Nullable;

/** What JSON is put together from. */
final class JsonValues {
  private JsonValues() {}

  /** Returns an array of texts; null stays null. */
  static JsonArray strings(Stream<? extends @Nullable String> texts) {
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

  /** Returns an array of values, each as a function has it. */
  static <T> JsonArray array(Collection<T> values, Function<T, ? extends JsonElement> each) {
    JsonArray array = new JsonArray();
    values.forEach(value -> array.add(each.apply(value)));
    return array;
  }

  static JsonElement orNull(Optional<? extends JsonElement> value) {
    return value.isPresent() ? value.get() : JsonNull.INSTANCE;
  }

  static @Nullable Integer orNull(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : null;
  }
}
