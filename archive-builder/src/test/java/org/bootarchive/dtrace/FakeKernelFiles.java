package org.bootarchive.dtrace;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.common.collect.ImmutableList;
import com.google.common.io.ByteSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bootarchive.testing.ElfModule;

/** An archive that is made of what a test puts in. */
final class FakeKernelFiles implements KernelFiles {
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final Map<String, byte[]> modules = new LinkedHashMap<>();
  private final Map<String, byte[]> configurations = new LinkedHashMap<>();

  /** Returns a kernel of two modules, ip and the common part, with the usual drivers. */
  static FakeKernelFiles small() {
    FakeKernelFiles files = new FakeKernelFiles();
    files.file("/etc/name_to_sysnum", "# numbers\nexit 1\nread\t3\nopen 5\n");
    StringBuilder majors = new StringBuilder();
    files.module("unix", new ElfModule().executable().function("trap", ElfModule.framed()));
    files.module(
        "genunix",
        new ElfModule()
            .function("kmem_alloc", ElfModule.framed())
            .function("memcpy", ElfModule.frameless())
            .functionWithProbe("exec_common", "__proc_exec__success"));
    files.module("drv/ip", new ElfModule().function("rts_new_rtsmsg", ElfModule.framed()));
    int major = 1;
    for (String driver :
        ImmutableList.of("fbt", "sdt", "profile", "systrace", "lockstat", "dtrace")) {
      files.driver(driver);
      majors.append(driver).append(' ').append(major++).append('\n');
    }
    return files.file("/etc/name_to_major", majors.toString());
  }

  FakeKernelFiles driver(String driver) {
    module(
        "drv/" + driver,
        new ElfModule().function(driver + "_x", ElfModule.framed()).needs("drv/dtrace"));
    configurations.put(
        driver, ("name=\"" + driver + "\" parent=\"pseudo\" instance=0;\n").getBytes(ISO_8859_1));
    return this;
  }

  FakeKernelFiles file(String path, String text) {
    files.put(path, text.getBytes(ISO_8859_1));
    return this;
  }

  FakeKernelFiles module(String name, ElfModule module) {
    return module(name, module.bytes());
  }

  FakeKernelFiles module(String name, byte... content) {
    modules.put(name, content);
    return this;
  }

  FakeKernelFiles without(String name) {
    modules.remove(name);
    return this;
  }

  FakeKernelFiles withoutConf(String driver) {
    configurations.remove(driver);
    return this;
  }

  @Override
  public Optional<Found> file(String path) {
    return found(path, files.get(path));
  }

  @Override
  public Optional<Found> module(String name) {
    return found("/kernel/" + name, modules.get(name));
  }

  @Override
  public Optional<Found> driverConf(String driver) {
    return found("/kernel/drv/" + driver + ".conf", configurations.get(driver));
  }

  private static Optional<Found> found(
      String path, byte @org.jspecify.annotations.Nullable [] content) {
    return content == null
        ? Optional.empty()
        : Optional.of(new Found(path, ByteSource.wrap(content)));
  }

  @Override
  public ImmutableList<String> moduleNames() {
    return ImmutableList.copyOf(modules.keySet());
  }

  @Override
  public boolean namesAreComplete() {
    return true;
  }
}
