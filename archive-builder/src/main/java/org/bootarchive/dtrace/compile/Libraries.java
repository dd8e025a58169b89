package org.bootarchive.dtrace.compile;

import com.google.common.collect.ImmutableList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bootarchive.dtrace.lang.ErrorTag;
import org.bootarchive.dtrace.types.DLibrary;

/**
 * Compiles the libraries before the first program: first all control lines are read, to put those
 * before others on which these depend. One that depends on what is not there is left out.
 *
 * <p>Source: {@code dt_load_libs} of libdtrace's {@code dt_cc.c}.
 */
final class Libraries {
  private static final int NAME_PARTS = SpecifierReader.ALL_PARTS;

  private final Session session;
  private final Map<String, DLibrary> byName = new LinkedHashMap<>();
  private final Map<String, List<String>> dependents = new HashMap<>();
  private final Map<String, List<String>> dependencies = new HashMap<>();
  private final Set<String> loaded = new HashSet<>();

  Libraries(Session session) {
    this.session = session;
  }

  /** Compiles all of them. */
  void load() throws TextCompiler.TextException {
    for (DLibrary library : session.environment.libraries()) {
      if (!byName.containsKey(library.name())) {
        byName.put(library.name(), library);
        dependencies.put(library.name(), new ArrayList<>());
        readControlLines(library);
      }
    }
    for (String name : inOrder()) {
      DLibrary library = byName.get(name);
      if (library != null) {
        compile(library);
      }
    }
  }

  private static Source source(DLibrary library) {
    return new Source(library.text(), true, library.path(), NAME_PARTS, ImmutableList.of());
  }

  private CompileFlags flags() {
    CompileFlags flags = session.flags.copy();
    flags.empty = true;
    return flags;
  }

  private void readControlLines(DLibrary library) throws TextCompiler.TextException {
    try {
      new TextCompiler(session)
          .controlLines(
              source(library),
              flags(),
              (unit, name) -> {
                checkThere(unit, name);
                dependencies.computeIfAbsent(library.name(), key -> new ArrayList<>()).add(name);
              });
    } catch (TextCompiler.TextException e) {
      if (e.error.tag() != ErrorTag.D_PRAGMA_DEPEND) {
        throw e;
      }
    }
  }

  private void checkThere(Unit unit, String name) {
    boolean there =
        session.environment.libraries().stream().anyMatch(one -> one.name().equals(name));
    if (!there) {
      throw unit.error(ErrorTag.D_PRAGMA_DEPEND, "failed to find dependency in libpath: %s", name);
    }
  }

  private void compile(DLibrary library) throws TextCompiler.TextException {
    try {
      new TextCompiler(session)
          .program(
              source(library),
              flags(),
              (unit, name) -> {
                checkThere(unit, name);
                if (!loaded.contains(name)) {
                  throw unit.error(
                      ErrorTag.D_PRAGMA_DEPEND,
                      "program requires library \"%s\" which failed to load",
                      pathOf(name));
                }
              });
      loaded.add(library.name());
    } catch (TextCompiler.TextException e) {
      if (e.error.tag() != ErrorTag.D_PRAGMA_DEPEND) {
        throw e;
      }
    }
  }

  private String pathOf(String name) {
    DLibrary library = byName.get(name);
    return library == null ? name : library.path();
  }

  /** Those that nothing depends on come last, as a walk in depth finds them. */
  private List<String> inOrder() throws TextCompiler.TextException {
    dependencies.forEach(
        (name, needed) ->
            needed.forEach(
                one -> dependents.computeIfAbsent(one, key -> new ArrayList<>()).add(name)));
    Map<String, Integer> finished = new HashMap<>();
    Deque<String> sorted = new ArrayDeque<>();
    Set<String> started = new HashSet<>();
    for (String name : byName.keySet()) {
      if (!started.contains(name)) {
        walk(name, started, finished, sorted);
      }
    }
    for (String name : byName.keySet()) {
      for (String dependent : dependents.getOrDefault(name, List.of())) {
        if (finished.getOrDefault(dependent, 0) > finished.getOrDefault(name, 0)) {
          String message =
              "Cyclic dependency detected: " + pathOf(name) + " => " + pathOf(dependent);
          throw new TextCompiler.TextException(message, Unit.placeless(message));
        }
      }
    }
    return List.copyOf(sorted);
  }

  private void walk(
      String from, Set<String> started, Map<String, Integer> finished, Deque<String> sorted) {
    Deque<String> path = new ArrayDeque<>();
    Map<String, Integer> next = new HashMap<>();
    path.push(from);
    started.add(from);
    while (!path.isEmpty()) {
      String name = path.element();
      List<String> behind = dependents.getOrDefault(name, List.of());
      int at = next.merge(name, 1, Integer::sum) - 1;
      if (at >= behind.size()) {
        path.pop();
        finished.put(name, finished.size() + 1);
        sorted.addFirst(name);
      } else if (started.add(behind.get(at))) {
        path.push(behind.get(at));
      }
    }
  }
}
