package org.bootarchive.report.page;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** A tree of a report, node by node. */
final class SampleTree {
  private static final String[] COLUMNS = {
    "parent", "name", "mode", "uid", "gid", "mtime", "size", "stored", "nlink", "ino"
  };

  private final JsonObject tree = new JsonObject();
  private final JsonObject nodes = new JsonObject();
  private final StringBuilder types = new StringBuilder();
  private final List<String> paths = new ArrayList<>();

  SampleTree(String name) {
    tree.addProperty("name", name);
    for (String column : COLUMNS) {
      nodes.add(column, new JsonArray());
    }
    for (String sparse : List.of("target", "device", "content", "change", "before")) {
      nodes.add(sparse, new JsonObject());
    }
    nodes.add("binary", new JsonArray());
    nodes.add("cut", new JsonArray());
    tree.add("nodes", nodes);
    tree.add("removed", new JsonArray());
    tree.add("duplicates", new JsonArray());
    add(-1, "", 'd', 0755, 512);
  }

  int size() {
    return types.length();
  }

  String path(int node) {
    return paths.get(node);
  }

  int add(int parent, String name, char type, int mode, long size) {
    int node = types.length();
    types.append(type);
    paths.add(parent < 0 ? "" : paths.get(parent) + "/" + name);
    column("parent").add(parent);
    column("name").add(name);
    column("mode").add(mode);
    column("uid").add(0);
    column("gid").add(node % 7 == 0 ? 3 : 2);
    column("mtime").add(1767225600L - node * 61L);
    column("size").add(size);
    column("stored").add((size + 1023) / 1024 * 1024);
    column("nlink").add(type == 'd' ? 2 : 1);
    column("ino").add(node + 2);
    return node;
  }

  int directory(int parent, String name) {
    return add(parent, name, 'd', 0755, 512);
  }

  int text(int parent, String name, String content) {
    int node = add(parent, name, 'f', 0644, content.length());
    nodes.getAsJsonObject("content").addProperty(Integer.toString(node), content);
    return node;
  }

  int binary(int parent, String name, long size) {
    int node = add(parent, name, 'f', 0755, size);
    nodes.getAsJsonArray("binary").add(node);
    return node;
  }

  int link(int parent, String name, String target) {
    int node = add(parent, name, 'l', 0777, target.length());
    nodes.getAsJsonObject("target").addProperty(Integer.toString(node), target);
    return node;
  }

  int device(int parent, String name, String numbers) {
    int node = add(parent, name, 'c', 0666, 0);
    nodes.getAsJsonObject("device").addProperty(Integer.toString(node), numbers);
    return node;
  }

  SampleTree changed(int node, String change, long before) {
    nodes.getAsJsonObject("change").addProperty(Integer.toString(node), change);
    nodes.getAsJsonObject("before").addProperty(Integer.toString(node), before);
    return this;
  }

  SampleTree removed(String path, long stored) {
    JsonObject removed = new JsonObject();
    removed.addProperty("path", path);
    removed.addProperty("type", "f");
    removed.addProperty("size", stored);
    removed.addProperty("stored", stored);
    tree.getAsJsonArray("removed").add(removed);
    return this;
  }

  SampleTree equal(int... equal) {
    JsonArray group = new JsonArray();
    for (int node : equal) {
      group.add(node);
    }
    tree.getAsJsonArray("duplicates").add(group);
    return this;
  }

  JsonObject toJson() {
    nodes.addProperty("type", types.toString());
    return tree;
  }

  private JsonArray column(String name) {
    return nodes.getAsJsonArray(name);
  }
}
