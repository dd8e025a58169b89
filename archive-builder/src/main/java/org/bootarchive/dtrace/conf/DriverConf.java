package org.bootarchive.dtrace.conf;

import com.google.common.collect.ImmutableList;
import com.google.common.io.ByteSource;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bootarchive.ufs.device.CorruptImageException;

/**
 * A driver.conf(4) as a document: what the kernel reads in it, what it misreads, and its bytes.
 *
 * <p>Source: {@code hwc_parse} of modsysfile.c; {@code dof_prune} and {@code anon_prog} of
 * dtrace.c.
 */
public final class DriverConf {
  /** A file of more bytes is not read; an enabling of the largest DOF takes 40 MiB. */
  public static final int MAX_BYTES = 64 << 20;

  private static final String DRIVER = "dtrace";
  private static final String NAME = "dtrace.conf";

  private final byte[] bytes;
  private final String name;
  private final ImmutableList<DriverEntry> entries;
  private final ImmutableList<ConfRemark> findings;
  private final Map<String, DriverProperty> integers;

  private DriverConf(
      byte[] bytes,
      String name,
      ImmutableList<DriverEntry> entries,
      ImmutableList<ConfRemark> findings) {
    this.bytes = bytes;
    this.name = name;
    this.entries = entries;
    this.findings = findings;
    this.integers = integers(entries);
  }

  /**
   * Reads a dtrace.conf.
   *
   * @throws CorruptImageException if it is larger than any that makes sense
   */
  public static DriverConf parse(byte[] bytes) throws CorruptImageException {
    return parse(bytes, NAME);
  }

  /**
   * Reads a file. Nothing in it is an error: what the kernel does not read is in the findings.
   *
   * @param name the file's name in the kernel's messages
   * @throws CorruptImageException if it is larger than any that makes sense: {@link #MAX_BYTES},
   *     131072 entries and properties, 524288 strings
   */
  public static DriverConf parse(byte[] bytes, String name) throws CorruptImageException {
    return read(bytes.length > MAX_BYTES ? bytes : bytes.clone(), name);
  }

  /**
   * As {@link #parse(byte[], String)}, from where the bytes are, which are held once.
   *
   * @throws CorruptImageException if it is larger than any that makes sense
   * @throws IOException if it cannot be read
   */
  public static DriverConf parse(ByteSource source, String name) throws IOException {
    return read(source.slice(0, MAX_BYTES + 1L).read(), name);
  }

  /** Reads bytes that no one else changes. */
  private static DriverConf read(byte[] bytes, String name) throws CorruptImageException {
    if (bytes.length > MAX_BYTES) {
      throw new CorruptImageException(name, -1, "is larger than " + MAX_BYTES + " bytes");
    }
    ConfRemarks findings = new ConfRemarks(name);
    DriverConfReader reader = new DriverConfReader(bytes, name, findings);
    ImmutableList<DriverEntry> entries = reader.read();
    EnablingRemarks.add(bytes, entries, reader.end(), findings);
    return new DriverConf(bytes, name, entries, findings.build());
  }

  /** Returns the whole document. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Returns the file's name in messages. */
  public String name() {
    return name;
  }

  /** Returns the entries that the kernel keeps, in order. */
  public ImmutableList<DriverEntry> entries() {
    return entries;
  }

  /** Returns what the kernel warns of, misreads or passes over, the first thousand of it. */
  public ImmutableList<ConfRemark> findings() {
    return findings;
  }

  /**
   * Returns the entry that makes the dtrace driver's device, without which the driver is never
   * attached: {@code name="dtrace" parent="pseudo"}. Of several the first is it, unless it has both
   * an instance and auto-assign-instance ({@code pseudonex_ctl}).
   */
  public Optional<DriverEntry> instance() {
    return entries.stream().filter(DriverConf::makesDevice).findFirst();
  }

  private static boolean makesDevice(DriverEntry entry) {
    return entry.name().equals(Optional.of(DRIVER))
        && entry.parent().filter(p -> p.equals("pseudo") || p.equals("/pseudo")).isPresent()
        && (entry.integerProperty("auto-assign-instance").isEmpty()
            || entry.integerProperty("instance").isEmpty());
  }

  /**
   * Returns the property that the driver finds when it asks for integers: that of its device's
   * entry, else the first global one ({@code ddi_prop_search_common}). Strings are passed over.
   */
  public Optional<DriverProperty> lookup(String property) {
    return Optional.ofNullable(integers.get(property));
  }

  /** Returns what each look-up of integers finds, by name. */
  private static Map<String, DriverProperty> integers(List<DriverEntry> entries) {
    Map<String, DriverProperty> found = new HashMap<>();
    entries.stream()
        .filter(DriverConf::makesDevice)
        .limit(1)
        .forEach(entry -> found.putAll(entry.integerProperties()));
    entries.stream()
        .filter(DriverEntry::isGlobal)
        .forEach(entry -> entry.integerProperties().forEach(found::putIfAbsent));
    return found;
  }

  /**
   * Returns the enabling's properties as the driver reads them: dof-data-0, dof-data-1 and on until
   * one is missing ({@code dtrace_anon_property}).
   */
  public ImmutableList<DriverProperty> enabling() {
    ImmutableList.Builder<DriverProperty> properties = ImmutableList.builder();
    int count = 0;
    for (Optional<DriverProperty> property = lookup(EnablingLines.PREFIX + count);
        property.isPresent();
        property = lookup(EnablingLines.PREFIX + count)) {
      properties.add(property.get());
      count++;
    }
    return properties.build();
  }

  /** Returns whether dtrace -A would find an enabling to remove. */
  public boolean hasEnabling() {
    return EnablingLines.isIn(bytes);
  }

  /**
   * Returns the document without its enabling, all other bytes as they are.
   *
   * @param removal whether a property that is folded over lines goes whole
   */
  public DriverConf withoutEnabling(EnablingRemoval removal) throws CorruptImageException {
    if (!hasEnabling()) {
      return this;
    }
    return read(
        removal == EnablingRemoval.LINES
            ? EnablingLines.prune(bytes)
            : EnablingLines.prune(bytes, entries),
        name);
  }

  /**
   * Returns the document with another enabling: without the one that is there, and with a line for
   * each DOF behind its end, as dtrace -A writes them. A newline that is missing there is added.
   *
   * @param dofs the bytes of each, {@code dofh_loadsz} of them: the programs, the ERROR program,
   *     the options
   * @throws CorruptImageException if the document would be too large
   * @throws IllegalArgumentException if one has no byte
   */
  public DriverConf withEnabling(List<byte[]> dofs) throws CorruptImageException {
    DriverConf without = withoutEnabling(EnablingRemoval.PROPERTIES);
    return read(EnablingWriter.append(without.bytes, name, dofs), name);
  }
}
