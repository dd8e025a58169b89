package org.bootarchive.ufs.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The directories that were asked for last are those that are kept, against a list of them. */
class DirectoryCacheTest {
  private static final int CAPACITY = 12 << 20;

  private enum Kind {
    GET,
    PUT,
    REMOVE,
    CLEAR
  }

  private record Step(Kind kind, long number, int bytes) {}

  private record Kept(long number, DirectoryListing listing) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.of(
                Kind.GET, Kind.GET, Kind.PUT, Kind.PUT, Kind.PUT, Kind.REMOVE, Kind.CLEAR),
            Arbitraries.longs().between(2, 9),
            Arbitraries.of(512, 1 << 20, 5 << 20, DirectoryReader.SIZE_LIMIT, CAPACITY + 1))
        .as(Step::new)
        .list()
        .ofMaxSize(60);
  }

  @Property
  void whatWasAskedForLastIsKeptUpToTheCapacity(@ForAll("steps") List<Step> steps) {
    DirectoryCache<DirectoryListing> cache = new DirectoryCache<>(CAPACITY);
    List<Kept> model = new ArrayList<>();
    for (Step step : steps) {
      switch (step.kind()) {
        case GET -> {
          int at = at(model, step.number());
          assertSame(at < 0 ? null : model.get(at).listing(), cache.get(step.number()));
          if (at >= 0) {
            model.add(model.remove(at));
          }
        }
        case PUT -> {
          DirectoryListing listing = new DirectoryListing(ImmutableList.of(), step.bytes());
          cache.put(step.number(), listing, listing.bytes());
          model.removeIf(kept -> kept.number() == step.number());
          model.add(new Kept(step.number(), listing));
          while (model.size() > 1
              && model.stream().mapToInt(kept -> kept.listing().bytes()).sum() > CAPACITY) {
            model.remove(0);
          }
        }
        case REMOVE -> {
          cache.remove(step.number());
          model.removeIf(kept -> kept.number() == step.number());
        }
        case CLEAR -> {
          cache.clear();
          model.clear();
        }
      }
    }
    for (long number = 0; number < 12; number++) {
      int at = at(model, number);
      assertEquals(at < 0 ? null : model.get(at).listing(), cache.get(number));
    }
  }

  private static int at(List<Kept> model, long number) {
    for (int i = 0; i < model.size(); i++) {
      if (model.get(i).number() == number) {
        return i;
      }
    }
    return -1;
  }
}
