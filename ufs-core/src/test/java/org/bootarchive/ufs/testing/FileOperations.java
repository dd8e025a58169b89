package org.bootarchive.ufs.testing;

import java.nio.file.CopyOption;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/**
 * Arbitraries of {@link FileOperation}s and sequences of them.
 *
 * <p>Names are few, so that operations meet each other's files. A sequence shrinks to the
 * operations that matter, paths to short ones, contents to few bytes. What a sequence writes fits
 * in 4 MiB.
 */
public final class FileOperations {
  private static final int LARGEST_FILE = 66_000;

  /** A name that makes directories grow soon. */
  private static final String LONG_NAME = "long" + "g".repeat(96);

  private FileOperations() {}

  /** Returns sequences of one length, which shrink to shorter ones. */
  public static Arbitrary<List<FileOperation>> sequences(int length) {
    return operations()
        .list()
        .ofMaxSize(length)
        .withSizeDistribution((tries, min, max, center) -> random -> max);
  }

  /** Returns absolute paths of one to three names. */
  public static Arbitrary<String> paths() {
    Arbitrary<String> name =
        Arbitraries.frequency(
            Tuple.of(9, "a"),
            Tuple.of(7, "b"),
            Tuple.of(5, "c"),
            Tuple.of(2, "ä"),
            Tuple.of(1, LONG_NAME));
    return name.list().ofMinSize(1).ofMaxSize(3).map(names -> "/" + String.join("/", names));
  }

  private static Arbitrary<String> linkTargets() {
    Arbitrary<String> relative =
        Arbitraries.of("a", "b", "c", "..", ".", "../a", "../b/c", "a/b", "../../c");
    return Arbitraries.frequencyOf(Tuple.of(2, paths()), Tuple.of(3, relative));
  }

  private static Arbitrary<String> permissions() {
    return Arbitraries.of("rwxr-xr-x", "rw-r--r--", "r--------", "rwx------", "---------");
  }

  /** Returns contents of 1 to 66,000 bytes, mostly small, with sizes about those of blocks. */
  public static Arbitrary<SampleBytes> contents() {
    Arbitrary<Integer> size =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.integers().between(1, 3000)),
            Tuple.of(4, Arbitraries.of(1, 511, 512, 513, 1023, 1024, 1025, 4095, 4096, 4097, 8193)),
            Tuple.of(1, Arbitraries.integers().between(1, LARGEST_FILE)));
    return Combinators.combine(size, Arbitraries.integers().between(0, 99)).as(SampleBytes::new);
  }

  private static Arbitrary<Set<OpenOption>> openOptions() {
    return Arbitraries.of(
        Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE),
        Set.of(
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING),
        Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
        Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW, StandardOpenOption.CREATE),
        Set.of(StandardOpenOption.WRITE),
        Set.of(StandardOpenOption.WRITE, StandardOpenOption.READ, StandardOpenOption.CREATE),
        Set.of(StandardOpenOption.APPEND),
        Set.of(StandardOpenOption.APPEND, StandardOpenOption.CREATE),
        Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE, LinkOption.NOFOLLOW_LINKS),
        Set.of(StandardOpenOption.READ, StandardOpenOption.CREATE));
  }

  private static Arbitrary<List<CopyOption>> copyOptions(boolean move) {
    return Arbitraries.of(
        List.of(),
        List.of(StandardCopyOption.REPLACE_EXISTING),
        List.of(LinkOption.NOFOLLOW_LINKS),
        List.of(LinkOption.NOFOLLOW_LINKS, StandardCopyOption.REPLACE_EXISTING),
        move
            ? List.of(StandardCopyOption.REPLACE_EXISTING)
            : List.of(StandardCopyOption.COPY_ATTRIBUTES));
  }

  /** Returns single operations, those that make something more often than those that remove it. */
  public static Arbitrary<FileOperation> operations() {
    Arbitrary<String> path = paths();
    Arbitrary<SampleBytes> content = contents();
    Arbitrary<Integer> position =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.just(0)), Tuple.of(1, Arbitraries.integers().between(0, 9000)));
    return Arbitraries.frequencyOf(
        Tuple.of(
            8, Combinators.combine(path, permissions()).as(FileOperation.CreateDirectory::new)),
        Tuple.of(
            12,
            Combinators.combine(path, openOptions(), position, content)
                .as(FileOperation.Write::new)),
        Tuple.of(
            2,
            Combinators.combine(path, Arbitraries.integers().between(0, 10_000))
                .as(FileOperation.Truncate::new)),
        Tuple.of(2, path.map(FileOperation.Read::new)),
        Tuple.of(1, path.map(FileOperation.ListDirectory::new)),
        Tuple.of(4, path.map(FileOperation.Delete::new)),
        Tuple.of(1, Combinators.combine(path, content).as(FileOperation.DeleteWhileOpen::new)),
        Tuple.of(3, Combinators.combine(path, path).as(FileOperation.Link::new)),
        Tuple.of(3, Combinators.combine(path, linkTargets()).as(FileOperation.SymbolicLink::new)),
        Tuple.of(4, Combinators.combine(path, path, copyOptions(true)).as(FileOperation.Move::new)),
        Tuple.of(
            4, Combinators.combine(path, path, copyOptions(false)).as(FileOperation.Copy::new)),
        Tuple.of(2, Combinators.combine(path, permissions()).as(FileOperation.SetPermissions::new)),
        Tuple.of(
            1,
            Combinators.combine(path, Arbitraries.integers().between(0, Integer.MAX_VALUE))
                .as(FileOperation.SetTime::new)),
        Tuple.of(
            1,
            Combinators.combine(path, Arbitraries.of(true, false))
                .as(FileOperation.RealPath::new)));
  }
}
