package org.bootarchive.archive.anon;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.io.ByteSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bootarchive.archive.host.InputFiles;
import org.bootarchive.boot.config.BootConfiguration;
import org.bootarchive.boot.config.ConfigEdit;
import org.bootarchive.dtrace.conf.ConfCode;
import org.bootarchive.dtrace.conf.ConfRemark;
import org.bootarchive.dtrace.conf.DriverConf;
import org.bootarchive.dtrace.conf.EnablingRemoval;
import org.bootarchive.dtrace.conf.SystemFile;

/**
 * The removal of an anonymous enabling, thought through and not yet written: from the two files as
 * {@code dtrace -A} without arguments does it, and from a boot configuration.
 *
 * @param files those that were given, dtrace.conf first
 * @param edit the change of the configuration; empty if none was given
 */
public record AnonymousStrip(ImmutableList<StrippedFile> files, Optional<ConfigEdit> edit) {
  private static final long MOST_BYTES = 64 << 20;

  private static final ImmutableSet<ConfCode> OF_REMOVAL =
      ImmutableSet.of(ConfCode.FOLDED, ConfCode.NOT_AT_LINE_START, ConfCode.SHARES_LINE);

  /**
   * Plans a removal; nothing is written.
   *
   * @param dtraceConf a dtrace.conf; empty to leave that alone
   * @param system an etc/system; empty to leave that alone
   * @param removal whether a property that is folded over lines goes whole
   * @param configuration what loads the two files as overlays; empty to leave that alone
   * @throws org.bootarchive.dtrace.conf.ManualRepairException if dtrace would refuse to touch the
   *     etc/system
   * @throws IOException if a file or the configuration cannot be read or edited
   */
  public static AnonymousStrip of(
      Optional<Path> dtraceConf,
      Optional<Path> system,
      EnablingRemoval removal,
      Optional<BootConfiguration> configuration)
      throws IOException {
    ImmutableList.Builder<StrippedFile> files = ImmutableList.builder();
    if (dtraceConf.isPresent()) {
      files.add(driver(dtraceConf.get(), removal));
    }
    if (system.isPresent()) {
      files.add(system(system.get()));
    }
    Optional<ConfigEdit> edit = Optional.empty();
    if (configuration.isPresent()) {
      edit = Optional.of(configuration.get().remove(AnonymousFiles.NAMES));
    }
    return new AnonymousStrip(files.build(), edit);
  }

  private static StrippedFile driver(Path file, EnablingRemoval removal) throws IOException {
    ByteSource before = read(file);
    DriverConf conf = DriverConf.parse(before, file.toString());
    ImmutableList<ConfRemark> findings =
        conf.findings().stream()
            .filter(finding -> OF_REMOVAL.contains(finding.code()))
            .filter(f -> f.code() != ConfCode.FOLDED || removal == EnablingRemoval.LINES)
            .collect(ImmutableList.toImmutableList());
    return new StrippedFile(
        file,
        before,
        ByteSource.wrap(conf.withoutEnabling(removal).bytes()),
        conf.hasEnabling(),
        conf.hasEnabling() ? "cleaned up old anonymous enabling in " + file : "",
        findings);
  }

  private static ByteSource read(Path file) throws IOException {
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException(file + ": more than 64 MiB, which no such file has");
    }
    return ByteSource.wrap(Files.readAllBytes(file));
  }

  private static StrippedFile system(Path file) throws IOException {
    ByteSource before = read(file);
    SystemFile system = SystemFile.parse(before, file.toString());
    boolean has = system.dtraceBlock().isPresent();
    return new StrippedFile(
        file,
        before,
        ByteSource.wrap(system.withoutDTraceBlock().bytes()),
        has,
        has ? "cleaned up forceload directives in " + file : "",
        ImmutableList.of());
  }

  /** Returns whether anything is removed. */
  public boolean changes() {
    return files.stream().anyMatch(StrippedFile::changed)
        || edit.filter(ConfigEdit::changes).isPresent();
  }

  /**
   * Writes everything in its place: files and configuration, each replaced at once, those that stay
   * as they are left alone.
   *
   * @throws IOException if one cannot be written; all are then as they were
   */
  public void writeInPlace() throws IOException {
    requireOthers(new InputFiles(), files.stream().map(StrippedFile::file).toList());
    FilesTogether together = new FilesTogether();
    for (StrippedFile file : files) {
      if (file.changed()) {
        together.replace(file.file(), file.before().read(), file.content().read());
      }
    }
    write(together);
  }

  /** Makes sure that nothing is written over an input, nor two things over each other. */
  private void requireOthers(InputFiles inputs, Collection<Path> targets) throws IOException {
    List<Path> all = new ArrayList<>(targets);
    edit.ifPresent(change -> all.add(change.file()));
    inputs.requireNone(all.toArray(new Path[0]));
  }

  /**
   * Writes the files to a directory, each under its own name, and the configuration in its place.
   *
   * @throws IOException if one cannot be written, or both files have one name; all are then as they
   *     were
   */
  public void writeTo(Path directory) throws IOException {
    Map<Path, ByteSource> contents = new LinkedHashMap<>();
    for (StrippedFile file : files) {
      if (contents.put(target(directory, file), file.content()) != null) {
        throw new IOException(file.file() + ": both files have this name; strip one at a time");
      }
    }
    InputFiles inputs = new InputFiles();
    files.forEach(file -> inputs.add(file.file()));
    requireOthers(inputs, contents.keySet());
    Files.createDirectories(directory);
    FilesTogether together = new FilesTogether();
    for (Map.Entry<Path, ByteSource> file : contents.entrySet()) {
      together.put(file.getKey(), file.getValue().read());
    }
    write(together);
  }

  /** Returns where {@link #writeTo} writes a file. */
  public static Path target(Path directory, StrippedFile file) {
    return directory.resolve(String.valueOf(file.file().getFileName()));
  }

  private void write(FilesTogether together) throws IOException {
    edit.filter(ConfigEdit::changes)
        .ifPresent(
            change ->
                together.replace(change.file(), change.before().bytes(), change.after().bytes()));
    together.write();
  }
}
