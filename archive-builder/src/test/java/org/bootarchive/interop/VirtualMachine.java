package org.bootarchive.interop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bootarchive.ufs.testing.RequiredTool;
import org.bootarchive.ufs.testing.Testdata;

/** A PC that boots a disc or from the network, emulated by QEMU without the host's help. */
final class VirtualMachine {
  static final RequiredTool QEMU = new RequiredTool("qemu-system-x86_64", "qemu-system-x86");
  static final RequiredTool NASM = new RequiredTool("nasm", "nasm");

  private VirtualMachine() {}

  /** Returns a file of a Debian package, or ends the test. */
  static Path file(String path, String debianPackage) {
    Path file = Path.of(path);
    if (!Files.isRegularFile(file)) {
      throw RequiredTool.missing(path + " is missing: apt-get install " + debianPackage);
    }
    return file;
  }

  /** Assembles our kernel. */
  static void writeKernel(Path target) {
    Path source = Testdata.of("multiboot", "kernel.asm");
    ToolRun.of(NASM.path().toString(), "-f", "bin", "-o", target.toString(), source.toString())
        .good();
  }

  /** Boots a disc under a BIOS. */
  static Handover bootDisc(Path disc) throws IOException {
    return Handover.ofSerial(serialOfDisc(disc));
  }

  /** Boots a disc under a BIOS, and returns what comes over the serial line. */
  static String serialOfDisc(Path disc) throws IOException {
    return serial(List.of("-cdrom", disc.toString(), "-boot", "d"));
  }

  /**
   * Boots a key under a BIOS, which is not changed, and returns what comes over the serial line.
   */
  static String serialOfKey(Path key) throws IOException {
    return serial(keyArguments(key));
  }

  private static List<String> keyArguments(Path key) {
    return List.of(
        "-drive",
        "file=" + key + ",format=raw,if=none,id=key,snapshot=on",
        "-device",
        "qemu-xhci",
        "-device",
        "usb-storage,drive=key,bootindex=0");
  }

  /** Boots a disc under UEFI. */
  static Handover bootDiscUnderUefi(Path disc) throws IOException {
    return runUnderUefi(List.of("-cdrom", disc.toString()));
  }

  /** Boots a key under UEFI, which is not changed. */
  static Handover bootKeyUnderUefi(Path key) throws IOException {
    return runUnderUefi(keyArguments(key));
  }

  private static Handover runUnderUefi(List<String> medium) throws IOException {
    Path code = file("/usr/share/OVMF/OVMF_CODE_4M.fd", "ovmf");
    Path variables = Files.createTempFile("OVMF_VARS", ".fd");
    try {
      Files.write(variables, Files.readAllBytes(file("/usr/share/OVMF/OVMF_VARS_4M.fd", "ovmf")));
      List<String> arguments =
          new ArrayList<>(
              List.of(
                  "-m",
                  "256",
                  "-drive",
                  "if=pflash,format=raw,unit=0,readonly=on,file=" + code,
                  "-drive",
                  "if=pflash,format=raw,unit=1,file=" + variables,
                  "-net",
                  "none"));
      arguments.addAll(medium);
      return run(arguments);
    } finally {
      Files.delete(variables);
    }
  }

  /** Boots a program that a TFTP server hands out, by the BIOS' own network boot. */
  static Handover bootNetwork(Path served, String program) throws IOException {
    return run(
        List.of(
            "-device",
            "e1000,netdev=net,mac=02:00:00:00:00:01",
            "-netdev",
            "user,id=net,tftp=" + served + ",bootfile=" + program,
            "-boot",
            "n"));
  }

  /** Boots an iPXE script that a TFTP server hands out. */
  static Handover bootIpxe(Path served, String script) throws IOException {
    return run(
        List.of(
            "-kernel",
            file("/usr/lib/ipxe/ipxe.lkrn", "ipxe").toString(),
            "-append",
            "dhcp && chain tftp://10.0.2.2/" + script,
            "-device",
            "e1000,netdev=net,romfile=",
            "-netdev",
            "user,id=net,restrict=on,tftp=" + served));
  }

  private static Handover run(List<String> arguments) throws IOException {
    return Handover.ofSerial(serial(arguments));
  }

  private static String serial(List<String> arguments) throws IOException {
    Path serial = Files.createTempFile("serial", ".txt");
    try {
      List<String> command =
          new ArrayList<>(
              List.of(
                  QEMU.path().toString(),
                  "-M",
                  "pc,accel=tcg",
                  "-display",
                  "none",
                  "-vga",
                  "none",
                  "-nodefaults",
                  "-no-reboot",
                  "-monitor",
                  "none",
                  "-serial",
                  "file:" + serial,
                  "-device",
                  "isa-debug-exit,iobase=0x501,iosize=1"));
      command.addAll(arguments);
      // A loader that gives up waits for a key; the machine is then ended from outside.
      ToolRun.of(command, target -> {});
      return Files.readString(serial, StandardCharsets.ISO_8859_1);
    } finally {
      Files.delete(serial);
    }
  }
}
