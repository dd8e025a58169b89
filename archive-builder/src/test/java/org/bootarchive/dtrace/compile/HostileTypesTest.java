package org.bootarchive.dtrace.compile;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bootarchive.testing.DlangVectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A module whose types are damaged or made to hurt ends in an error, or is used as it is, soon. */
class HostileTypesTest {
  private static final List<String> PROGRAMS =
      List.of(
          "BEGIN{trace(((struct proc *)arg0)->p_pid);print(*(struct proc *)arg0);}",
          "BEGIN{trace(sizeof(proc_t));x=curthread->t_procp;}",
          "fbt::rts_new_rtsmsg:entry{trace(args[0]);}",
          "BEGIN{trace(`points[1].x);trace(`version);self->a=`rect0;}");

  @TempDir private static Path temporary;

  private static Path types;
  private static byte[] sound;
  private static Path library;

  @BeforeAll
  static void unpack() throws IOException {
    Path directory = DlangVectors.unpack(temporary).directory();
    types = directory.resolve("types");
    library = directory.resolve("lib");
    sound = Files.readAllBytes(types.resolve("genunix.elf"));
  }

  /** Compiles all programs with a module; what it throws but errors is thrown. */
  private static List<String> compile(byte[] module) throws Exception {
    Files.write(types.resolve("genunix.elf"), module);
    List<String> answers = new ArrayList<>();
    for (String program : PROGRAMS) {
      try {
        DCompilation made =
            DProgram.compile(
                List.of(DSource.ofNames(program)),
                TypeEnvironment.ofDirectory(types).withLibraries(library),
                DOptions.DEFAULTS.withZeroProbes());
        answers.add(made instanceof DCompilation.Refused refused ? refused.message() : "good");
      } catch (IOException e) {
        answers.add(String.valueOf(e.getMessage()));
      }
    }
    return answers;
  }

  private static void compileSoon(byte[] module) {
    assertTimeoutPreemptively(Duration.ofSeconds(20), () -> compile(module));
  }

  @Test
  void changedBytesAreErrorsOrOtherTypes() {
    Random random = new Random(1);
    for (int i = 0; i < 300; i++) {
      byte[] module = sound.clone();
      for (int change = random.nextInt(4); change >= 0; change--) {
        module[random.nextInt(module.length)] = (byte) random.nextInt(256);
      }
      compileSoon(module);
    }
  }

  @Test
  void changedTypesAreErrorsOrOtherTypes() throws Exception {
    Random random = new Random(2);
    byte[] plain = uncompressed();
    assertTrue(compile(plain).contains("good"), () -> "the sound types in the test's own form");
    int header = section();
    for (int i = 0; i < 600; i++) {
      byte[] module = plain.clone();
      int from = plain.length - typesLength(plain, header);
      for (int change = random.nextInt(6); change >= 0; change--) {
        int at = from + random.nextInt(plain.length - from);
        module[at] = random.nextBoolean() ? (byte) random.nextInt(256) : (byte) (module[at] ^ 1);
      }
      compileSoon(module);
    }
  }

  @Test
  void shortFilesAreErrors() {
    for (int length = 0; length < sound.length; length += 97) {
      compileSoon(Arrays.copyOf(sound, length));
    }
  }

  /** Returns where the header of the section with the types is. */
  private static int section() {
    ByteBuffer file = ByteBuffer.wrap(sound).order(ByteOrder.LITTLE_ENDIAN);
    int headers = (int) file.getLong(40);
    for (int i = 1; i < file.getShort(60); i++) {
      int at = headers + 64 * i;
      int offset = (int) file.getLong(at + 24);
      if (offset + 4 < sound.length && file.getShort(offset) == (short) 0xcff1) {
        return at;
      }
    }
    throw new IllegalStateException("no types");
  }

  private static int typesLength(byte[] module, int header) {
    return (int) ByteBuffer.wrap(module).order(ByteOrder.LITTLE_ENDIAN).getLong(header + 32);
  }

  /** Returns the module with its types at the end and not compressed. */
  private static byte[] uncompressed() throws Exception {
    int header = section();
    ByteBuffer file = ByteBuffer.wrap(sound).order(ByteOrder.LITTLE_ENDIAN);
    int offset = (int) file.getLong(header + 24);
    int size = (int) file.getLong(header + 32);
    java.util.zip.Inflater inflater = new java.util.zip.Inflater();
    inflater.setInput(sound, offset + 36, size - 36);
    byte[] content = new byte[1 << 20];
    int length = inflater.inflate(content);
    inflater.end();
    byte[] module = Arrays.copyOf(sound, sound.length + 36 + length);
    System.arraycopy(sound, offset, module, sound.length, 36);
    module[sound.length + 3] = 0;
    System.arraycopy(content, 0, module, sound.length + 36, length);
    ByteBuffer made = ByteBuffer.wrap(module).order(ByteOrder.LITTLE_ENDIAN);
    made.putLong(header + 24, sound.length).putLong(header + 32, 36L + length);
    return module;
  }
}
