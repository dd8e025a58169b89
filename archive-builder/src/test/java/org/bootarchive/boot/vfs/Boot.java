package org.bootarchive.boot.vfs;

import static com.google.common.collect.ImmutableSet.toImmutableSet;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bootarchive.boot.module.BootModule;
import org.bootarchive.boot.module.ModuleHandover;
import org.bootarchive.boot.module.ModuleSet;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.text.ByteString;

/** Puts modules together for a test. */
final class Boot {
  private final List<BootModule> modules = new ArrayList<>();

  static Boot from(byte[] archive) {
    return from(MemoryBlockDevice.of(archive));
  }

  static Boot from(BlockDevice archive) {
    Boot boot = new Boot();
    boot.modules.add(new BootModule(ByteString.ofLatin1("archive type=rootfs"), archive));
    return boot;
  }

  Boot module(String name, byte[] content) {
    modules.add(
        new BootModule(
            ByteString.ofLatin1("m type=file name=" + name), MemoryBlockDevice.of(content)));
    return this;
  }

  Boot module(String name, String content) {
    return module(name, content.getBytes(ISO_8859_1));
  }

  BootVfs open() throws IOException {
    return BootVfs.of(handover(), modules);
  }

  SystemBoot systemBoot() throws IOException {
    return SystemBoot.of(handover(), modules);
  }

  private ModuleHandover.Accepted handover() throws IOException {
    return (ModuleHandover.Accepted) ModuleSet.of(modules).handOver();
  }

  static String text(Lookup lookup) throws IOException {
    return ((Lookup.Found) lookup).content().asCharSource(ISO_8859_1).read();
  }

  static ImmutableSet<RemarkCode> remarks(BootVfs vfs, String path) throws IOException {
    return vfs.explain(path).remarks().stream()
        .map(Explanation.Remark::code)
        .collect(toImmutableSet());
  }
}
