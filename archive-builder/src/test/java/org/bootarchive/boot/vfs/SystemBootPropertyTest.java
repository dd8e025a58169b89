package org.bootarchive.boot.vfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Lookups after the boot against a model that knows nothing of mount points. */
class SystemBootPropertyTest {

  @Property(tries = 400, edgeCases = EdgeCasesMode.NONE)
  void aPathIsWalkedAsInOneTree(
      @ForAll("names") List<String> names, @ForAll("paths") List<String> paths) throws IOException {
    Boot boot = Boot.from(new byte[0]);
    for (int i = 0; i < names.size(); i++) {
      boot = boot.module(names.get(i), "content " + i);
    }
    SystemBoot systemBoot = boot.systemBoot();
    Assume.that(!systemBoot.panics());
    Model model = new Model(names);
    for (String path : paths) {
      String expected = model.answer(path);
      Lookup lookup = systemBoot.lookup(path);
      if (expected.isEmpty()) {
        assertInstanceOf(Lookup.Failed.class, lookup, path + " of " + names);
        assertEquals(true, systemBoot.module(path).isEmpty());
      } else if (expected.equals("directory")) {
        assertEquals(040555, assertInstanceOf(Lookup.Found.class, lookup, path).mode());
        assertEquals(true, systemBoot.module(path).isEmpty());
      } else {
        assertEquals(expected, Boot.text(lookup), path + " of " + names);
        assertEquals(expected, "content " + systemBoot.module(path).getAsInt());
      }
    }
  }

  /** Files and directories by their whole paths, of which the first of a name is kept. */
  private static final class Model {
    private final Set<List<String>> directories = new HashSet<>();
    private final Map<List<String>, String> files = new HashMap<>();

    Model(List<String> names) {
      List<String> mountPoint = List.of("system", "boot");
      directories.add(List.of());
      directories.add(List.of("system"));
      directories.add(mountPoint);
      for (int i = 0; i < names.size(); i++) {
        List<String> path = new ArrayList<>(mountPoint);
        List<String> parts = Splitter.on('/').splitToList(names.get(i));
        for (String part : parts.subList(0, parts.size() - 1)) {
          path.add(part);
          directories.add(List.copyOf(path));
        }
        path.add(parts.get(parts.size() - 1));
        if (!directories.contains(path)) {
          files.putIfAbsent(List.copyOf(path), "content " + i);
        }
      }
    }

    /** Returns a file's content, {@code directory}, or nothing: not there, or not ours. */
    String answer(String path) {
      List<String> at = new ArrayList<>();
      for (String part : Splitter.on('/').omitEmptyStrings().split(path)) {
        if (!directories.contains(at)) {
          return "";
        }
        if (part.equals("..")) {
          if (!at.isEmpty()) {
            at.remove(at.size() - 1);
          }
        } else if (!part.equals(".")) {
          at.add(part);
          if (!directories.contains(at) && !files.containsKey(at)) {
            return "";
          }
        }
      }
      if (directories.contains(at)) {
        return at.size() < 2 ? "" : "directory";
      }
      return path.endsWith("/") ? "" : files.get(at);
    }
  }

  @Provide
  Arbitrary<List<String>> names() {
    return Arbitraries.of("a", "b", "a/a", "a/b", "b/a/a", "b/b", "c", "system/boot/a", "boot/a")
        .list()
        .ofMaxSize(5);
  }

  @Provide
  Arbitrary<List<String>> paths() {
    return Arbitraries.of("system", "boot", "system/boot", "a", "b", "c", ".", "..", "")
        .list()
        .ofMaxSize(8)
        .map(parts -> "/system/boot/" + String.join("/", parts))
        .list()
        .ofMinSize(5)
        .ofMaxSize(20)
        .map(
            list -> {
              List<String> all = new ArrayList<>(list);
              list.forEach(path -> all.add(path.substring("/system/boot".length())));
              return all;
            });
  }
}
