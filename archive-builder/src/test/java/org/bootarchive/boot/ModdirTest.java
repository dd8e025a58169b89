package org.bootarchive.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.bootarchive.boot.files.ModulePath;
import org.bootarchive.dtrace.conf.SystemFile;
import org.junit.jupiter.api.Test;

class ModdirTest {
  @Test
  void moddirBecomesTheModulePath() throws Exception {
    SystemFile file =
        SystemFile.parse("moddir: /kernel usr/kernel:/opt/k/ \n".getBytes(StandardCharsets.UTF_8));
    assertEquals(
        Optional.of(List.of("/kernel", "/usr/kernel", "/opt/k")),
        file.moduleDirectories().map(ModulePath::ofModdir).map(ModulePath::directories));
  }
}
