package org.bootarchive.boot.config.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bootarchive.boot.config.ConfigException;
import org.bootarchive.boot.config.ConfigFile;
import org.bootarchive.boot.config.OverlayModule;
import org.bootarchive.ufs.finding.SourceLine;
import org.bootarchive.ufs.text.ByteString;
import org.junit.jupiter.api.Test;

class ModuleEditorTest {
  /** Lines are as they stand, and {@code load} in front of a path loads a module. */
  private static final LineGrammar GRAMMAR =
      new LineGrammar() {
        @Override
        public ImmutableList<LogicalLine> join(ImmutableList<RawLine> lines, int from, int to) {
          ImmutableList.Builder<LogicalLine> joined = ImmutableList.builder();
          for (int i = from; i < to; i++) {
            joined.add(new LogicalLine(i, i, lines.get(i).text()));
          }
          return joined.build();
        }

        @Override
        public Optional<ModuleStatement> module(LogicalLine line, SourceLine where) {
          if (!line.text().startsWith("load ")) {
            return Optional.empty();
          }
          String commandLine = line.text().substring("load ".length());
          String path = Splitter.on(' ').splitToList(commandLine).get(0);
          return Optional.of(
              new ModuleStatement(
                  line.first(),
                  line.last(),
                  "load ",
                  "",
                  "load",
                  path,
                  "",
                  ModuleOptions.parse(ByteString.ofLatin1(commandLine))));
        }

        @Override
        public int maxLineBytes() {
          return 60;
        }
      };

  private static final OverlayModule SYSTEM = OverlayModule.of("/o/etc/system", "etc/system");

  private static ConfigFile file(String text) {
    return new ConfigFile("f", ByteString.ofLatin1(text));
  }

  private static ModuleRegion region(ConfigFile file) throws ConfigException {
    ImmutableList<RawLine> lines = RawLine.split(file);
    return ModuleRegion.read(file, lines, GRAMMAR, 0, lines.size());
  }

  private static ConfigFile add(ConfigFile file, OverlayModule... overlays) throws IOException {
    return ModuleEditor.add(region(file), GRAMMAR, List.of(overlays), path -> false, null);
  }

  @Test
  void aFileThatCannotBeAskedForIsToldAsWhatItIs() {
    IOException broken = new IOException("broken disk");
    IOException thrown =
        assertThrows(
            IOException.class,
            () ->
                ModuleEditor.add(
                    region(file("load /archive\n")),
                    GRAMMAR,
                    List.of(SYSTEM),
                    path -> {
                      throw broken;
                    },
                    null));
    assertSame(broken, thrown);
  }

  @Test
  void anArchiveWithoutATypeIsGivenOneAndItsHash() throws IOException {
    ConfigFile edited =
        ModuleEditor.add(
            region(file("load /archive\n")),
            GRAMMAR,
            List.of(SYSTEM),
            path -> path.equalsText("/archive.hash"),
            null);
    assertEquals(
        """
        # bootarchive: was 'load /archive'
        load /archive type=rootfs name=ramdisk
        # bootarchive: begin
        load /archive.hash type=hash name=ramdisk
        load /o/etc/system type=file name=etc/system
        # bootarchive: end
        """,
        edited.text());
    assertEquals("load /archive\n", ModuleEditor.remove(region(edited), GRAMMAR).text());
  }

  @Test
  void anOverlayOfTheSameNameIsChangedInPlaceAndComesBack() throws IOException {
    ConfigFile before =
        file("load /a type=rootfs name=r\nload /mine type=file name=etc//system\nend\n");
    ConfigFile edited = add(before, SYSTEM);
    assertEquals(
        """
        load /a type=rootfs name=r
        # bootarchive: was 'load /mine type=file name=etc//system'
        load /o/etc/system type=file name=etc/system
        end
        """,
        edited.text());
    assertEquals(
        before, ModuleEditor.remove(region(edited), GRAMMAR, Set.of(ByteString.of("etc/system"))));
  }

  @Test
  void aLineThatTheBootLoaderWouldCutIsRefused() {
    ConfigFile before = file("load /a type=rootfs name=r\n");
    assertThrows(
        ConfigException.class,
        () -> add(before, OverlayModule.of("/o/" + "x".repeat(60), "etc/system")));
  }

  @Test
  void aMarkerThatWasCutIsToldAndNothingIsChanged() throws IOException {
    String edited = add(file("load /archive\n"), SYSTEM).text();
    ConfigFile cut = file(edited.replace("'load /archive'", "'load \\x2"));
    assertThrows(ConfigException.class, () -> region(cut));
  }
}
