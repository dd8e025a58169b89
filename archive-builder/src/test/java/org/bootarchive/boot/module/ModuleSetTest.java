package org.bootarchive.boot.module;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bootarchive.boot.module.HashState.Checked;
import org.bootarchive.boot.module.HashState.NotChecked;
import org.bootarchive.boot.module.HashState.Reason;
import org.bootarchive.hash.ArchiveHash;
import org.bootarchive.hash.HashCheck;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.device.MemoryBlockDevice;
import org.bootarchive.ufs.text.ByteString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ModuleSetTest {
  private static final String ARCHIVE = "archive bytes\n";
  private static final String HEX = "c4e8ebc61b6b30fe00ee293fa19435d3e6318f59";
  private static final String WRONG = "0".repeat(40);

  @Test
  void theReportsSayWhyEachModuleIsCheckedOrNot() throws IOException {
    ModuleSet set =
        ModuleSet.of(
            List.of(
                module("a type=rootfs name=rd", ARCHIVE),
                module("b type=hash name=rd", HEX + "\n"),
                module("c name=etc/system", "set a=1\n"),
                module("d name=inline hash=" + HEX + "ffff", ARCHIVE),
                module("e name=short", "x"),
                module("f name=short type=hash", "abc")));

    assertInstanceOf(ModuleHandover.Accepted.class, set.handOver());
    HashCheck good = new HashCheck.Accepted(new ArchiveHash(HEX));
    assertEquals(
        List.of(
            new Checked(ByteString.ofLatin1(HEX), OptionalInt.of(1), good),
            new NotChecked(Reason.IS_HASH, OptionalInt.empty()),
            new NotChecked(Reason.NO_HASH, OptionalInt.empty()),
            new Checked(ByteString.ofLatin1(HEX), OptionalInt.empty(), good),
            new NotChecked(Reason.SHORT_HASH_MODULE, OptionalInt.of(5)),
            new NotChecked(Reason.IS_HASH, OptionalInt.empty())),
        set.reports().stream().map(ModuleReport::hash).toList());
    assertTrue(set.reports().stream().allMatch(report -> report.legacyName().isEmpty()));
  }

  @Test
  void theReportsSayWhatTheLegacyFixUpDid() throws IOException {
    ModuleSet set =
        ModuleSet.of(List.of(module("/arch", ARCHIVE), module("/h name=etc/system", "set a=1\n")));

    assertEquals(
        List.of(
            new ModuleReport(
                0,
                ByteString.ofLatin1("/arch"),
                ModuleType.ROOTFS,
                Optional.of(ByteString.of("/arch")),
                new NotChecked(Reason.SHORT_HASH_MODULE, OptionalInt.of(1))),
            new ModuleReport(
                1,
                ByteString.ofLatin1("/arch"),
                ModuleType.HASH,
                Optional.of(ByteString.of("etc/system")),
                new NotChecked(Reason.IS_HASH, OptionalInt.empty()))),
        set.reports());
  }

  @Test
  void whatComesAfterThePanicIsNotLookedAt() throws IOException {
    Counting later = new Counting(ARCHIVE);
    ModuleSet set =
        ModuleSet.of(
            List.of(
                module("a name=a hash=" + WRONG, ARCHIVE),
                module("b name=b", ""),
                new BootModule(ByteString.ofLatin1("c name=c hash=" + HEX), later)));

    assertEquals(
        new ModuleHandover.Panic(ByteString.ofLatin1("hash mismatch!"), ImmutableList.of()),
        set.handOver());
    assertEquals(
        new Checked(
            ByteString.ofLatin1(WRONG),
            OptionalInt.empty(),
            new HashCheck.Mismatch(WRONG, new ArchiveHash(HEX))),
        set.reports().get(0).hash());
    assertEquals(new NotChecked(Reason.NO_HASH, OptionalInt.empty()), set.reports().get(1).hash());
    assertEquals(
        new NotChecked(Reason.EARLIER_PANIC, OptionalInt.empty()), set.reports().get(2).hash());
    assertEquals(0, later.bytesRead);
  }

  @Test
  void eachModuleIsReadOnceHoweverOftenOneAsks() throws IOException {
    Counting archive = new Counting(ARCHIVE);
    ModuleSet set =
        ModuleSet.of(List.of(new BootModule(ByteString.ofLatin1("a hash=" + HEX), archive)));

    ModuleHandover first = set.handOver();
    assertSame(first, set.handOver());
    assertEquals(1, set.reports().size());
    assertEquals(ARCHIVE.length(), archive.bytesRead);
  }

  @Test
  void aContentThatTwoSetsHaveIsReadOnce() throws IOException {
    Counting archive = new Counting(ARCHIVE);
    ModuleSet set =
        ModuleSet.of(List.of(new BootModule(ByteString.ofLatin1("a hash=" + HEX), archive)));
    ModuleSet changed =
        set.changedTo(
            List.of(
                new BootModule(ByteString.ofLatin1("b hash=" + HEX), archive),
                module("c hash=" + HEX, "else")));

    assertInstanceOf(ModuleHandover.Accepted.class, set.handOver());
    assertInstanceOf(ModuleHandover.Panic.class, changed.handOver());
    assertEquals(ARCHIVE.length(), archive.bytesRead);
  }

  @Test
  void aModuleWithoutAHashIsNotReadAtAll() throws IOException {
    Counting archive = new Counting(ARCHIVE);
    ModuleSet.of(List.of(new BootModule(ByteString.ofLatin1("a type=rootfs"), archive))).handOver();
    assertEquals(0, archive.bytesRead);
  }

  @Test
  void progressAddsUpOverTheModules() throws IOException {
    List<Long> seen = new ArrayList<>();
    ModuleSet.of(
            List.of(
                module("a name=a hash=" + HEX, ARCHIVE),
                module("b name=b", ARCHIVE),
                module("c name=c hash=" + HEX, ARCHIVE)))
        .handOver(seen::add);
    assertEquals(2L * ARCHIVE.length(), Collections.max(seen));
  }

  @Test
  void ofTooManyModulesNothingIsRead() throws IOException {
    List<BootModule> modules =
        Collections.nCopies(
            5000, new BootModule(ByteString.ofLatin1("a  hash=" + HEX), new Broken()));
    ModuleSet set = ModuleSet.of(modules);
    ModuleHandover.Panic panic = assertInstanceOf(ModuleHandover.Panic.class, set.handOver());
    assertEquals("Too many modules (5000) -- the maximum is 99.", panic.message().latin1());
    assertEquals(List.of(), panic.messages());
    assertEquals(List.of(), set.reports());
  }

  @Test
  void aContentThatCannotBeReadIsNoAnswer() {
    BootModule broken = new BootModule(ByteString.ofLatin1("a hash=" + HEX), new Broken());
    assertThrows(IOException.class, () -> ModuleSet.of(List.of(broken)).handOver());
    BootModule brokenHash = new BootModule(ByteString.ofLatin1("a type=hash"), new Broken());
    assertThrows(
        IOException.class,
        () -> ModuleSet.of(List.of(module("a type=rootfs", ""), brokenHash)).handOver());
  }

  @Test
  void theCommandLineEndsAtANul() throws IOException {
    ModuleSet set =
        ModuleSet.of(
            List.of(module("a type=rootfs", ""), module("b name=x\0y type=hash", "content")));
    ModuleHandover.Accepted accepted =
        assertInstanceOf(ModuleHandover.Accepted.class, set.handOver());
    assertEquals(
        List.of(new ModuleProperty(ByteString.ofLatin1("x"), 1, 7)), accepted.properties());
  }

  @Test
  void aHostileCommandLineFillsNoMemory() throws IOException {
    String blanks = " ".repeat(10_000_000);
    ModuleSet set = ModuleSet.of(List.of(module(blanks, ""), module("b type=hash type=x", "")));
    List<String> messages = set.handOver().messages().stream().map(ByteString::latin1).toList();
    assertEquals(50_001, messages.size());
    assertEquals("ignoring unknown option ''", messages.get(49_999));
    assertEquals("(9950001 more messages)", messages.get(50_000));
  }

  private static BootModule module(@Nullable String commandLine, String content) {
    return new BootModule(
        commandLine == null ? null : ByteString.ofLatin1(commandLine),
        MemoryBlockDevice.of(content.getBytes(US_ASCII)));
  }

  private static final class Counting implements BlockDevice {
    private final BlockDevice content;
    private long bytesRead;

    Counting(String content) {
      this.content = MemoryBlockDevice.of(content.getBytes(US_ASCII));
    }

    @Override
    public long size() {
      return content.size();
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
      bytesRead += target.remaining();
      content.read(offset, target);
    }
  }

  private static final class Broken implements BlockDevice {
    @Override
    public long size() {
      return 100;
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
      throw new IOException("bad sector");
    }
  }
}
