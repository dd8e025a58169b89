package org.bootarchive.dtrace.conf;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import com.google.common.collect.Streams;
import com.google.common.io.ByteSource;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bootarchive.ufs.device.CorruptImageException;

/**
 * A system(4), which is {@code /etc/system}, as a document: the commands that the kernel takes,
 * what it passes over, and its bytes.
 *
 * <p>Source: {@code read_system_file} and {@code do_sysfile_cmd} of modsysfile.c; {@code
 * etcsystem_prune} and {@code etcsystem_add} of dtrace.c.
 */
public final class SystemFile {
  /** A file of more bytes is not read. */
  public static final int MAX_BYTES = 4 << 20;

  private static final String NAME = "/etc/system";

  private static final ImmutableSet<ConfCode> REJECTIONS =
      Sets.immutableEnumSet(
          ConfCode.UNEXPECTED_TOKEN,
          ConfCode.UNKNOWN_COMMAND,
          ConfCode.VALUE_EXPECTED,
          ConfCode.VALUE_TOO_LONG,
          ConfCode.EXTRANEOUS_INPUT,
          ConfCode.BAD_OPERATOR,
          ConfCode.BAD_VALUE);

  private final byte[] bytes;
  private final String name;
  private final ImmutableList<SystemStatement> statements;
  private final ImmutableList<ConfRemark> findings;

  private SystemFile(
      byte[] bytes,
      String name,
      ImmutableList<SystemStatement> statements,
      ImmutableList<ConfRemark> findings) {
    this.bytes = bytes;
    this.name = name;
    this.statements = statements;
    this.findings = findings;
  }

  /**
   * Reads an {@code /etc/system}.
   *
   * @throws CorruptImageException if it is larger than {@link #MAX_BYTES}
   */
  public static SystemFile parse(byte[] bytes) throws CorruptImageException {
    return parse(bytes, NAME);
  }

  /**
   * As {@link #parse(byte[], String)}, from where the bytes are.
   *
   * @throws CorruptImageException if it is larger than {@link #MAX_BYTES}
   * @throws IOException if it cannot be read
   */
  public static SystemFile parse(ByteSource source, String name) throws IOException {
    return parse(source.slice(0, MAX_BYTES + 1L).read(), name);
  }

  /**
   * Reads a file. Nothing in it is an error: what the kernel passes over is in the findings.
   *
   * @param name the file's name in messages
   * @throws CorruptImageException if it is larger than {@link #MAX_BYTES}
   */
  public static SystemFile parse(byte[] bytes, String name) throws CorruptImageException {
    if (bytes.length > MAX_BYTES) {
      throw new CorruptImageException(name, -1, "is larger than " + MAX_BYTES + " bytes");
    }
    byte[] copy = bytes.clone();
    ConfRemarks findings = new ConfRemarks(name);
    SystemFileReader reader = new SystemFileReader(copy, findings);
    ImmutableList<SystemStatement> statements = reader.read();
    if (reader.end() < copy.length) {
      findings.note(
          ConfCode.ENDS_AT_BYTE_FF,
          0,
          reader.end(),
          "the kernel reads no further than a byte 0xff");
    }
    SystemRepeats.add(statements, findings);
    return new SystemFile(copy, name, statements, findings.build());
  }

  /** Returns the whole document. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Returns the file's name in messages. */
  public String name() {
    return name;
  }

  /** Returns the commands that the kernel takes, in order. */
  public ImmutableList<SystemStatement> statements() {
    return statements;
  }

  /** Returns what the kernel warns of or passes over, the first thousand of it. */
  public ImmutableList<ConfRemark> findings() {
    return findings;
  }

  /** Returns the findings of lines that the kernel passes over, wholly or from some place on. */
  public ImmutableList<ConfRemark> rejected() {
    return findings.stream()
        .filter(finding -> REJECTIONS.contains(finding.code()))
        .collect(ImmutableList.toImmutableList());
  }

  /** Returns what forceload names, such as {@code drv/dtrace}, in order. */
  public ImmutableList<String> forceloads() {
    return of(SystemStatement.Forceload.class).stream()
        .map(SystemStatement.Forceload::module)
        .collect(ImmutableList.toImmutableList());
  }

  /** Returns what exclude names: modules that are not loaded, in order. */
  public ImmutableList<String> excludes() {
    return of(SystemStatement.Exclude.class).stream()
        .map(SystemStatement.Exclude::module)
        .collect(ImmutableList.toImmutableList());
  }

  /**
   * Returns the directories that modules are looked for in, with blanks between them: the value of
   * the last moddir; empty if there is none.
   */
  public Optional<String> moduleDirectories() {
    return Streams.findLast(of(SystemStatement.ModuleDirectories.class).stream())
        .map(directories -> directories.path().trim());
  }

  private <T extends SystemStatement> List<T> of(Class<T> type) {
    return statements.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /**
   * Returns the place of what dtrace -A added; empty if it added nothing.
   *
   * @throws ManualRepairException if its sentinels are not as it left them
   */
  public Optional<DTraceBlock> dtraceBlock() throws ManualRepairException {
    return DTraceBlock.find(bytes, name);
  }

  /**
   * Returns the document without what dtrace -A added, all other bytes as they are.
   *
   * @throws ManualRepairException if its sentinels are not as it left them; dtrace refuses too
   */
  public SystemFile withoutDTraceBlock() throws ManualRepairException, CorruptImageException {
    Optional<DTraceBlock> block = dtraceBlock();
    return block.isEmpty() ? this : parse(block.get().cutFrom(bytes), name);
  }

  /**
   * Returns the document with the block that dtrace -A adds, in place of one that is there, behind
   * its end. A newline that is missing there is added.
   *
   * @param providers drivers in the order of their forceload lines; dtrace comes behind them
   * @throws ManualRepairException if there are sentinels and they are not as dtrace left them
   * @throws CorruptImageException if the document would be too large
   * @throws IllegalArgumentException if there are more than {@link DTraceBlock#MAX_PROVIDERS}
   *     providers, or a name has a blank or a byte that is not printable
   */
  public SystemFile withDTraceBlock(List<String> providers)
      throws ManualRepairException, CorruptImageException {
    return parse(DTraceBlock.append(withoutDTraceBlock().bytes, providers), name);
  }
}
