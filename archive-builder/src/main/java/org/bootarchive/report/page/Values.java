package org.bootarchive.report.page;

import com.google.common.collect.ImmutableList;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** An object of the report, whose parts may be null or missing. */
record Values(JsonObject object) {
  static final Values EMPTY = new Values(new JsonObject());

  static Values of(JsonObject object) {
    return new Values(object);
  }

  /** Returns a string or a number as text; empty if there is none. */
  String text(String name) {
    return object.get(name) instanceof JsonPrimitive primitive ? primitive.getAsString() : "";
  }

  boolean isTrue(String name) {
    return text(name).equals("true");
  }

  OptionalLong number(String name) {
    return object.get(name) instanceof JsonPrimitive primitive && primitive.isNumber()
        ? OptionalLong.of(primitive.getAsLong())
        : OptionalLong.empty();
  }

  Optional<Values> child(String name) {
    return object.get(name) instanceof JsonObject child
        ? Optional.of(new Values(child))
        : Optional.empty();
  }

  /** Returns the objects of an array. */
  List<Values> list(String name) {
    ImmutableList.Builder<Values> list = ImmutableList.builder();
    if (object.get(name) instanceof JsonArray array) {
      for (JsonElement element : array) {
        if (element instanceof JsonObject child) {
          list.add(new Values(child));
        }
      }
    }
    return list.build();
  }

  /** Returns the strings of an array. */
  List<String> texts(String name) {
    ImmutableList.Builder<String> list = ImmutableList.builder();
    if (object.get(name) instanceof JsonArray array) {
      for (JsonElement element : array) {
        if (element instanceof JsonPrimitive primitive) {
          list.add(primitive.getAsString());
        }
      }
    }
    return list.build();
  }

  List<Long> numbers(String name) {
    ImmutableList.Builder<Long> list = ImmutableList.builder();
    if (object.get(name) instanceof JsonArray array) {
      for (JsonElement element : array) {
        if (element instanceof JsonPrimitive primitive && primitive.isNumber()) {
          list.add(primitive.getAsLong());
        }
      }
    }
    return list.build();
  }

  /** Returns the names of what has a value, in their order. */
  List<String> names() {
    return object.entrySet().stream()
        .filter(entry -> entry.getValue() instanceof JsonPrimitive)
        .map(Map.Entry::getKey)
        .toList();
  }
}
