package org.bootarchive.boot.module;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongConsumer;
import org.bootarchive.boot.module.HashState.Checked;
import org.bootarchive.hash.ArchiveHash;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.text.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The modules of a boot, in the loader's order.
 *
 * <p>Contents are read and hashed when the hand-over or the reports are first asked for, once: the
 * answers are then kept. Any thread may ask.
 *
 * <p>Source: {@code dboot_process_modules}.
 */
public final class ModuleSet {
  /** The most modules that dboot takes, rootfs and hashes counted: {@code MAX_BOOT_MODULES}. */
  public static final int MAX_MODULES = 99;

  private final ImmutableList<BootModule> modules;

  /** What contents came to, by their identity; those of other sets too. */
  private final Map<BlockDevice, ArchiveHash> hashes;

  private @Nullable Examination examination;

  private record Examination(ModuleHandover handover, ImmutableList<ModuleReport> reports) {}

  private ModuleSet(ImmutableList<BootModule> modules, Map<BlockDevice, ArchiveHash> hashes) {
    this.modules = modules;
    this.hashes = hashes;
  }

  /** Returns the set of these modules. */
  public static ModuleSet of(List<BootModule> modules) {
    return new ModuleSet(
        ImmutableList.copyOf(modules), Collections.synchronizedMap(new IdentityHashMap<>()));
  }

  /** Returns the set of other modules; contents that both have are hashed once. */
  public ModuleSet changedTo(List<BootModule> others) {
    return new ModuleSet(ImmutableList.copyOf(others), hashes);
  }

  /** Returns the modules, in the loader's order. */
  public ImmutableList<BootModule> modules() {
    return modules;
  }

  /**
   * Returns which module dboot takes for the ramdisk, going by the command lines alone; empty if
   * none, or if there are too many modules.
   */
  public OptionalInt ramdisk() {
    return modules.size() > MAX_MODULES
        ? OptionalInt.empty()
        : BootProperties.of(Header.of(modules, new Messages()), modules).ramdisk();
  }

  /**
   * Returns what dboot makes of the set.
   *
   * @throws IOException if a content that dboot would read cannot be read
   */
  public ModuleHandover handOver() throws IOException {
    return handOver(done -> {});
  }

  /**
   * Returns what dboot makes of the set.
   *
   * @param progress is told the bytes hashed so far; of an answer that is kept, nothing
   * @throws IOException if a content that dboot would read cannot be read
   */
  public ModuleHandover handOver(LongConsumer progress) throws IOException {
    return examination(progress).handover();
  }

  /**
   * Returns what became of each module and why; nothing if there are too many modules, because
   * dboot then looks at none.
   *
   * @throws IOException if a content that dboot would read cannot be read
   */
  public ImmutableList<ModuleReport> reports() throws IOException {
    return examination(done -> {}).reports();
  }

  private synchronized Examination examination(LongConsumer progress) throws IOException {
    Examination known = examination;
    if (known == null) {
      known = examine(progress);
      examination = known;
    }
    return known;
  }

  private Examination examine(LongConsumer progress) throws IOException {
    if (modules.size() > MAX_MODULES) {
      ByteString message =
          ByteString.of(
              "Too many modules (" + modules.size() + ") -- the maximum is " + MAX_MODULES + ".");
      return new Examination(
          new ModuleHandover.Panic(message, ImmutableList.of()), ImmutableList.of());
    }
    Messages messages = new Messages();
    ImmutableList<Header> headers = Header.of(modules, messages);
    ImmutableList<AssignedHash> assigned = AssignedHash.assign(headers, modules, messages);
    ImageChecks checks = ImageChecks.run(assigned, modules, hashes, progress);
    return new Examination(
        handover(headers, checks, messages.toList()), reports(headers, checks.states()));
  }

  private ModuleHandover handover(
      List<Header> headers, ImageChecks checks, ImmutableList<ByteString> messages) {
    if (checks.panic().isPresent()) {
      return new ModuleHandover.Panic(checks.panic().get(), messages);
    }
    BootProperties properties = BootProperties.of(headers, modules);
    return new ModuleHandover.Accepted(
        properties.ramdisk(),
        properties.modules(),
        checks.states().stream().map(ModuleSet::matchedHash).toList(),
        headers.stream().map(Header::type).collect(toImmutableList()),
        headers.stream().map(Header::name).collect(toImmutableList()),
        messages);
  }

  private static Optional<ByteString> matchedHash(HashState state) {
    return state instanceof Checked checked ? Optional.of(checked.expected()) : Optional.empty();
  }

  private static ImmutableList<ModuleReport> reports(List<Header> headers, List<HashState> states) {
    ImmutableList.Builder<ModuleReport> reports = ImmutableList.builder();
    for (int i = 0; i < headers.size(); i++) {
      Header header = headers.get(i);
      reports.add(
          new ModuleReport(i, header.name(), header.type(), header.legacyName(), states.get(i)));
    }
    return reports.build();
  }
}
