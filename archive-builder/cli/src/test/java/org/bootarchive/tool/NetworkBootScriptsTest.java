package org.bootarchive.tool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.bootarchive.testing.PlatformFixture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dry boots of scripts in the forms that people boot SmartOS with from a network. */
class NetworkBootScriptsTest {
  private static final String MENU =
      """
      #!ipxe
      set base-url http://netboot.example.org
      set release 20260101T000000Z
      isset ${stamp} || set stamp ${release}
      :start
      menu SmartOS
      item live      Live image
      item noimport  Without importing pools
      item shell     A shell
      choose --default live --timeout 5000 target && goto ${target}
      :live
      set args -B smartos=true,console=text
      goto boot
      :noimport
      set args -B smartos=true,noimport=true
      goto boot
      :shell
      shell
      :boot
      kernel ${base-url}/os/${stamp}/platform/i86pc/kernel/amd64/unix ${args}
      initrd ${base-url}/os/${stamp}/platform/i86pc/amd64/boot_archive type=rootfs name=ramdisk
      initrd ${base-url}/os/${stamp}/platform/i86pc/amd64/boot_archive.hash type=hash name=ramdisk
      boot || goto start
      """;
  private static final String PLAIN =
      """
      #!ipxe
      dhcp
      kernel /os/20260101T000000Z/platform/i86pc/kernel/amd64/unix -B smartos=true
      initrd /os/20260101T000000Z/platform/i86pc/amd64/boot_archive type=rootfs name=ramdisk
      boot
      """;
  private static final String BOOTER =
      """
      #!ipxe
      kernel tftp://${next-server}/os/20260101T000000Z/platform/i86pc/kernel/amd64/unix -B a=b
      module tftp://${next-server}/os/20260101T000000Z/platform/i86pc/amd64/boot_archive \
      type=rootfs name=ramdisk
      module tftp://${next-server}/os/20260101T000000Z/platform/i86pc/amd64/boot_archive.hash \
      type=hash name=ramdisk
      boot
      """;

  @TempDir private static Path key;

  @BeforeAll
  static void layOut() throws IOException {
    Path root = PlatformFixture.usbKey(key);
    Path kernel = root.resolve("os/20260101T000000Z/platform/i86pc/kernel/amd64/unix");
    // The sample's kernel is a stand-in, and lacks the header that iPXE looks for.
    byte[] bytes = Files.readAllBytes(kernel);
    ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(4096, 0x1BADB002).putInt(4100, 0x10000).putInt(4104, -(0x1BADB002 + 0x10000));
    Files.write(kernel, bytes);
    key = root;
  }

  private static CommandRun simulate(String script, String... more) throws IOException {
    Path file = Files.writeString(key.resolve("script.ipxe"), script);
    List<Object> arguments = new ArrayList<>(List.of("simulate", "--json", "--ipxe", file));
    Collections.addAll(arguments, "--root", key);
    arguments.addAll(Arrays.asList(more));
    return CommandRun.of(arguments.toArray());
  }

  private static String kernelArguments(CommandRun run) {
    JsonObject json = JsonParser.parseString(run.output()).getAsJsonObject();
    return json.getAsJsonObject("kernel").get("arguments").getAsString();
  }

  @Test
  void aMenuBootsItsDefaultAndEachEntryThatIsAskedFor() throws IOException {
    CommandRun run = simulate(MENU);
    assertEquals(ExitCode.GOOD, run.code(), run.output());
    assertEquals("-B smartos=true,console=text", kernelArguments(run));
    CommandRun other = simulate(MENU, "--entry", "noimport");
    assertEquals(ExitCode.GOOD, other.code(), other.output());
    assertEquals("-B smartos=true,noimport=true", kernelArguments(other));
  }

  @Test
  void anEntryThatStartsSomethingElseDoesNotBoot() throws IOException {
    assertEquals(ExitCode.NO, simulate(MENU, "--entry", "shell").code());
  }

  @Test
  void aSettingOfTheMachineDecidesWhichPlatformBoots() throws IOException {
    CommandRun run = simulate(MENU, "--set", "stamp=20990101T000000Z");
    assertTrue(run.code() == ExitCode.NO || run.code() == ExitCode.INPUT, run.output());
  }

  @Test
  void theScriptsOfTheDocumentsAndOfTritonsBooterBoot() throws IOException {
    for (String script : List.of(PLAIN, BOOTER)) {
      CommandRun run = simulate(script, "--set", "next-server=10.0.0.1");
      assertEquals(ExitCode.GOOD, run.code(), run.output());
    }
  }

  /** A menu of platforms with settings in its paths, which lie next to the script. */
  private static final String PLATFORMS =
      """
      #!ipxe
      set console ttya
      menu Platforms
      item 20260101T000000Z 20260101T000000Z
      choose --default 20260101T000000Z --timeout 10000 stamp && goto start
      :start
      kernel /os/${stamp}/platform/i86pc/kernel/amd64/unix -B console=${console},smartos=true
      module /os/${stamp}/platform/i86pc/amd64/boot_archive type=rootfs name=ramdisk
      module /os/${stamp}/platform/i86pc/amd64/boot_archive.hash type=hash name=ramdisk
      boot
      """;

  @Test
  void overlaysOfEveryFormOfScriptArriveAndAreTakenOutAgain() throws IOException {
    Path system = Files.writeString(key.resolve("my-system"), "set a=1\n");
    for (String script : List.of(PLATFORMS, PLAIN, BOOTER, MENU)) {
      for (List<String> options :
          List.of(
              List.<String>of(), List.of("--force"), List.of("--set", "next-server=10.0.0.1"))) {
        Path file = Files.writeString(key.resolve("script.ipxe"), script);
        List<Object> edit = List.of("overlay", "--out", key, "--ipxe", file);
        List<Object> more = new ArrayList<>(options);
        Collections.addAll(
            more, "--add", "etc/system=" + system, "--prefix", "new/" + options.size());
        CommandRun run = CommandRun.ofBoth(edit, more.toArray());
        assertEquals(ExitCode.GOOD, run.code(), script + run.errors() + run.output());
        assertTrue(run.output().contains("bootfs answers with 8 bytes"), run.output());
        String once = Files.readString(file);
        assertTrue(once.contains("etc/system type=file name=etc/system\n"), once);
        assertEquals(ExitCode.GOOD, CommandRun.ofBoth(edit, more.toArray()).code());
        assertEquals(once, Files.readString(file));
        assertEquals(ExitCode.GOOD, CommandRun.ofBoth(edit, "--remove").code());
        assertEquals(script, Files.readString(file));
      }
    }
  }

  private static final String FAILING =
      """
      #!ipxe
      :start
      menu SmartOS
      item live  Live image
      item old   One that is not there
      choose --default live --timeout 5000 target && goto ${target}
      :old
      kernel /os/none/platform/i86pc/kernel/amd64/unix || goto start
      boot
      :live
      kernel /os/20260101T000000Z/platform/i86pc/kernel/amd64/unix -B smartos=true
      initrd /os/20260101T000000Z/platform/i86pc/amd64/boot_archive type=rootfs name=ramdisk
      boot
      """;

  @Test
  void anEntryWhoseBranchFailsDoesNotBootThoughTheDefaultDoes() throws IOException {
    assertEquals(ExitCode.GOOD, simulate(FAILING).code());
    String fallsThrough = FAILING.replace("|| goto start", "||");
    String byLabel = FAILING.replace("item old   One that is not there\n", "");
    for (String script : List.of(FAILING, fallsThrough.replace("boot\n:live", ":live"), byLabel)) {
      CommandRun run = simulate(script, "--entry", "old");
      assertEquals(ExitCode.NO, run.code(), run.output());
      assertTrue(run.output().contains("ipxe-entry-failed"), run.output());
    }
    assertEquals(ExitCode.GOOD, simulate(FAILING, "--entry", "live").code());
  }

  @Test
  void anEntryThatIsNeverReachedDoesNotBoot() throws IOException {
    CommandRun run = simulate(PLAIN + "menu x\nitem late Late\nchoose y\n", "--entry", "late");
    assertEquals(ExitCode.NO, run.code(), run.output());
    assertTrue(run.output().contains("ipxe-entry-failed"), run.output());
  }

  @Test
  void aBranchThatTheMachineDecidesIsNoPromise() throws IOException {
    for (String condition :
        List.of("isset ${net1/mac}", "iseq ${manufacturer} Dell", "show net1/mac")) {
      String other = condition + " && set args -B b=c ||\nkernel /os";
      String script =
          PLAIN.replace("kernel /os", other).replace("smartos=true", "smartos=true ${args}");
      CommandRun run = simulate(script);
      assertEquals(ExitCode.NO, run.code(), run.output());
      assertTrue(run.output().contains("ipxe-undecided"), run.output());
      assertTrue(run.output().contains("ipxe-unknown-setting"), run.output());
      CommandRun given =
          simulate(script, "--set", "net1/mac=02:00:00:00:00:01", "--set", "manufacturer=Dell");
      assertEquals(ExitCode.GOOD, given.code(), given.output());
      CommandRun same =
          simulate(PLAIN.replace("kernel /os", condition + " || echo none\nkernel /os"));
      assertEquals(ExitCode.GOOD, same.code(), same.output());
    }
  }
}
