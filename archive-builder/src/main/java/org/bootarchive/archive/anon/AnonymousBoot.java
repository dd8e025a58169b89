package org.bootarchive.archive.anon;

import com.google.common.io.ByteSource;
import java.io.IOException;
import java.util.Optional;
import org.bootarchive.boot.DryBootReport;
import org.bootarchive.boot.module.ModuleHandover;
import org.bootarchive.dtrace.AnonymousEnabling;
import org.bootarchive.dtrace.KernelFiles.Found;
import org.bootarchive.dtrace.conf.DriverConf;
import org.bootarchive.dtrace.conf.SystemFile;

/**
 * The anonymous enabling that a boot would find.
 *
 * @param driverConf the path where the kernel finds its dtrace.conf; empty if nowhere
 * @param system the path of its {@code /etc/system}; empty if it finds none
 * @param enabling what it makes of the two
 */
public record AnonymousBoot(
    Optional<String> driverConf, Optional<String> system, AnonymousEnabling enabling) {
  private static final String DRIVER = "dtrace";
  private static final String SYSTEM = "/" + AnonymousFiles.SYSTEM;

  /**
   * Looks for the enabling that the kernel of a dry boot finds. Where the kernel does not come so
   * far there is none, and a finding says why.
   *
   * @throws IOException if a module cannot be read, or one of the two files is too large to be one
   */
  public static AnonymousBoot of(DryBootReport report) throws IOException {
    Optional<BootedFiles> files = BootedFiles.of(report);
    if (files.isPresent()) {
      return find(files.get());
    }
    String reason =
        report.handover() instanceof ModuleHandover.Panic panic
            ? "dboot panics: " + panic.message()
            : "there is no ramdisk";
    return new AnonymousBoot(
        Optional.empty(), Optional.empty(), AnonymousEnabling.neverRead(reason));
  }

  private static AnonymousBoot find(BootedFiles files) throws IOException {
    Optional<Found> conf = files.driverConf(DRIVER);
    Optional<Found> system = files.file(SYSTEM);
    return new AnonymousBoot(
        conf.map(Found::path),
        system.map(Found::path),
        AnonymousEnabling.read(
            DriverConf.parse(
                conf.map(Found::content).orElse(ByteSource.empty()),
                conf.map(Found::path).orElse("dtrace.conf")),
            system.isPresent() ? Optional.of(parse(system.get())) : Optional.empty(),
            Optional.of(files)));
  }

  private static SystemFile parse(Found system) throws IOException {
    return SystemFile.parse(system.content().slice(0, SystemFile.MAX_BYTES).read(), system.path());
  }
}
