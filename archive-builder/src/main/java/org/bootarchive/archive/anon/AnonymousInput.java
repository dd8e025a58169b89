package org.bootarchive.archive.anon;

import com.google.common.collect.ImmutableList;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.nio.file.Path;
import org.bootarchive.dtrace.conf.ConfRemark;
import org.bootarchive.dtrace.conf.DriverConf;
import org.bootarchive.dtrace.conf.DriverProperty;
import org.bootarchive.dtrace.conf.IntegerList;
import org.bootarchive.dtrace.conf.SystemFile;
import org.bootarchive.ufs.device.CorruptImageException;

/**
 * What the kernel is to find at the next boot: the two files of an anonymous enabling.
 *
 * @param conf the dtrace.conf
 * @param system the etc/system
 * @param changedSource what is odd about the file that an enabling was taken out of, which does not
 *     show any more in {@code conf}; none if it was taken as it is
 */
public record AnonymousInput(
    DriverConf conf, SystemFile system, ImmutableList<ConfRemark> changedSource) {

  /**
   * Takes both files as a live system has them.
   *
   * @throws IOException if one cannot be read
   */
  public static AnonymousInput of(Path dtraceConf, Path system) throws IOException {
    return new AnonymousInput(readConf(dtraceConf), readSystem(system), ImmutableList.of());
  }

  /**
   * Takes the enabling from a file that {@code dtrace -A -o FILE} wrote, which need hold no more
   * than that, and adds it to the archive's own dtrace.conf; and adds what dtrace would to the
   * archive's own etc/system, for the providers that the archive has.
   *
   * @throws CorruptImageException if the archive has no dtrace.conf, or one of the files is too
   *     large
   * @throws org.bootarchive.dtrace.conf.ManualRepairException if dtrace would refuse to touch the
   *     archive's etc/system
   * @throws IOException if a file or the archive cannot be read
   */
  public static AnonymousInput fromArchive(Path enabling, ArchiveOwnFiles archive)
      throws IOException {
    DriverConf source = readConf(enabling);
    ImmutableList<byte[]> dofs =
        source.enabling().stream()
            .map(DriverProperty::integers)
            .flatMap(integers -> integers.map(IntegerList::toBytes).stream())
            .collect(ImmutableList.toImmutableList());
    return added(dofs, archive, source.findings());
  }

  /**
   * Adds an enabling that was compiled to the archive's own dtrace.conf and etc/system, as {@code
   * dtrace -A} would to a system's.
   *
   * @param dofs what the properties dof-data-0, dof-data-1 ... are to be
   * @throws CorruptImageException if the archive has no dtrace.conf, or a file is too large
   * @throws org.bootarchive.dtrace.conf.ManualRepairException if dtrace would refuse to touch the
   *     archive's etc/system
   * @throws IOException if the archive cannot be read
   */
  public static AnonymousInput compiled(ImmutableList<byte[]> dofs, ArchiveOwnFiles archive)
      throws IOException {
    return added(dofs, archive, ImmutableList.of());
  }

  private static AnonymousInput added(
      ImmutableList<byte[]> dofs, ArchiveOwnFiles archive, ImmutableList<ConfRemark> changedSource)
      throws IOException {
    byte[] own =
        archive
            .read(AnonymousFiles.DTRACE_CONF, DriverConf.MAX_BYTES)
            .orElseThrow(
                () ->
                    new CorruptImageException(
                        "boot archive",
                        -1,
                        "has no " + AnonymousFiles.DTRACE_CONF + " to add the enabling to"));
    SystemFile system =
        SystemFile.parse(
            archive.read(AnonymousFiles.SYSTEM, SystemFile.MAX_BYTES).orElse(new byte[0]),
            "/" + AnonymousFiles.SYSTEM);
    return new AnonymousInput(
        DriverConf.parse(own, "/" + AnonymousFiles.DTRACE_CONF).withEnabling(dofs),
        system.withDTraceBlock(ArchiveProviders.in(archive, system)),
        changedSource);
  }

  private static DriverConf readConf(Path file) throws IOException {
    return DriverConf.parse(MoreFiles.asByteSource(file), file.toString());
  }

  private static SystemFile readSystem(Path file) throws IOException {
    return SystemFile.parse(MoreFiles.asByteSource(file), file.toString());
  }
}
