package org.bootarchive.report.page;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Reports to make pages of, without an archive. */
final class SampleReport {
  private static final Gson GSON = new GsonBuilder().serializeNulls().create();

  private SampleReport() {}

  /** A platform of which something changed, and its boot. */
  static JsonObject platform() {
    JsonObject report = bare("platform-20260102T000000Z.tgz");
    report.add(
        "sources",
        json(
            """
            [{"role": "archive", "path": "platform-20260102T000000Z.tgz", "kind": "platform",
              "size": 312475648, "sha1": "5f3c0e9f0d0ab6b4f7f6f5b04b5a4a9eb2b9a0d1"},
             {"role": "against", "path": "platform-20260101T000000Z.tgz", "kind": "platform",
              "size": 311975648, "sha1": "0c0f77a21f0cbe1dbb1b4a8b2ad3f5f76b2e9c3e"},
             {"role": "modules", "path": "menu.lst", "kind": "grub", "size": 2048, "sha1": null}]
            """));
    report.add(
        "glance",
        json(
            """
            {"root": {"type": "ufs1", "byteOrder": "little-endian", "size": 366999552, "free": 6291456,
               "inodes": 61184, "freeInodes": 53201, "blockSize": 8192, "fragmentSize": 1024,
               "groups": 23, "files": 6702, "directories": 1281},
             "usr": {"type": "ufs1", "byteOrder": "little-endian", "size": 458752000, "free": 61865984,
               "inodes": 76544, "freeInodes": 48230, "blockSize": 8192, "fragmentSize": 1024,
               "groups": 29, "files": 25110, "directories": 3204, "image": "usr.lgz", "imageSize": 187170816},
             "hash": {"state": "accepted", "expected": "c5b08acdcade1fcdf6d79bd386170fc7df25c06c",
               "found": "c5b08acdcade1fcdf6d79bd386170fc7df25c06c", "why": "the kernel compares it and goes on"},
             "platform": {"stamp": "20260102T000000Z", "kernel": "platform/i86pc/kernel/amd64/unix",
               "sources": [{"repository": "illumos-joyent", "branch": "release-20260102", "revision": "88cb7183f6f489f3bf817bfddf1fcdfe836f47e1"}]}}
            """));
    report.add(
        "findings",
        json(
            """
            [{"section": "check", "code": "nearly-full", "severity": "warning",
              "message": "98 % of the root is in use: 6291456 bytes are left for what boot writes",
              "place": "superblock", "remedy": "build with a larger --size, or remove what is there twice"},
             {"section": "boot", "code": "hides-ramdisk-file", "severity": "note",
              "message": "the module hides the ramdisk's file of 719 bytes", "place": "etc/system", "remedy": ""},
             {"section": "boot", "code": "wrong-spelling", "severity": "error",
              "message": "bootfs looks for etc/driver_aliases, the module is named etc/Driver_aliases",
              "place": "menu.lst line 14", "remedy": "name the module etc/driver_aliases"},
             {"section": "platform", "code": "manifest-mismatch", "severity": "warning",
              "message": "the manifest's MD5 of usr/bin/ls is another", "place": "usr/bin/ls",
              "remedy": "patch the platform whole, so that the manifest is made anew"},
             {"section": "platform", "code": "manifest-mismatch", "severity": "warning",
              "message": "the manifest's MD5 of usr/bin/cat is another", "place": "usr/bin/cat",
              "remedy": "patch the platform whole, so that the manifest is made anew"}]
            """));
    JsonArray trees = new JsonArray();
    SampleTree root = root(new Random(1));
    SampleTree usr = usr(new Random(2));
    trees.add(root.toJson());
    trees.add(usr.toJson());
    report.add("trees", trees);
    JsonArray groups = new JsonArray();
    groups("root", 23, new Random(3)).forEach(groups::add);
    groups("usr", 29, new Random(4)).forEach(groups::add);
    report.add("groups", groups);
    report.add("difference", difference());
    report.add("boot", boot());
    report.add("enabling", enabling());
    return report;
  }

  /** A report with nothing in it but what may be in it. */
  static JsonObject bare(String title) {
    JsonObject report = new JsonObject();
    report.addProperty("format", "bootarchive-report");
    report.addProperty("version", 1);
    report.addProperty("generator", "archive-tool 0.1.0");
    report.addProperty("title", title);
    report.add("sources", new JsonArray());
    report.add(
        "glance", json("{\"root\": null, \"usr\": null, \"hash\": null, \"platform\": null}"));
    report.add("findings", new JsonArray());
    report.add("trees", new JsonArray());
    report.add("groups", new JsonArray());
    report.add("difference", JsonNull.INSTANCE);
    report.add("boot", JsonNull.INSTANCE);
    report.add("enabling", JsonNull.INSTANCE);
    return report;
  }

  /** A tree of about a number of nodes, twelve to a directory. */
  static SampleTree large(int nodes) {
    SampleTree tree = new SampleTree("root");
    Random random = new Random(7);
    List<Integer> directories = new ArrayList<>(List.of(0));
    for (int at = 0; tree.size() < nodes; at++) {
      int parent = directories.get(at);
      for (int child = 0; child < 12 && tree.size() < nodes; child++) {
        if (child < 2) {
          directories.add(tree.directory(parent, "directory" + child));
        } else if (child < 4) {
          tree.text(parent, "text" + child + ".conf", "setting-" + tree.size() + "=1;\n".repeat(3));
        } else {
          tree.binary(parent, "file" + child + "-" + tree.size(), 1L << (6 + random.nextInt(14)));
        }
      }
    }
    return tree;
  }

  private static SampleTree root(Random random) {
    SampleTree tree = new SampleTree("root");
    int boot = tree.directory(0, "boot");
    int solaris = tree.directory(boot, "solaris");
    tree.text(solaris, "bootenv.rc", "setprop console 'text'\nsetprop os_console 'ttya'\n");
    int dev = tree.directory(0, "dev");
    tree.device(dev, "console", "0,0");
    tree.device(dev, "null", "13,2");
    int etc = tree.directory(0, "etc");
    int shadow =
        tree.text(etc, "shadow", "root:$5$salt$kpa26zwgX83BPSR8d7w93:20000::::::\nbin:NP:::::::\n");
    int system = tree.text(etc, "system", "* moddebug\nset moddebug=1\nset noexec_user_stack=1\n");
    tree.changed(shadow, "content", 1024).changed(system, "content", 1024);
    int versions = tree.directory(etc, "versions");
    tree.text(versions, "build", "release-20260102T000000Z\n");
    tree.link(0, "bin", "usr/bin");
    int kernel = tree.directory(0, "kernel");
    int drv = tree.directory(kernel, "drv");
    int sd =
        tree.text(
            drv,
            "sd.conf",
            "name=\"sd\" class=\"scsi\" target=0 lun=0;\n"
                + "sd-config-list = \"ATA     DISK\", \"retries-timeout:3\";\n");
    tree.changed(sd, "content", 1024);
    int amd64 = tree.directory(drv, "amd64");
    List<Integer> drivers = new ArrayList<>();
    for (String name :
        List.of(
            "aac", "ahci", "bge", "bnxe", "dtrace", "e1000g", "i40e", "igb", "ixgbe", "mpt_sas",
            "mlxcx", "nvme", "ohci", "sd", "uhci", "vioblk", "vioif", "xhci")) {
      drivers.add(tree.binary(amd64, name, 30_000 + random.nextInt(900_000)));
    }
    tree.changed(drivers.get(6), "content", 120_832).changed(drivers.get(11), "added", 0);
    tree.equal(drivers.get(12), drivers.get(14));
    for (String directory :
        List.of("crypto", "dacf", "fs", "misc", "mac", "sched", "socketmod", "strmod", "sys")) {
      int below = tree.directory(tree.directory(kernel, directory), "amd64");
      for (int module = 0; module < 6 + random.nextInt(20); module++) {
        tree.binary(below, directory + module, 8_000 + random.nextInt(700_000));
      }
    }
    tree.binary(
        tree.directory(tree.directory(tree.directory(0, "platform"), "i86pc"), "kernel"),
        "unix",
        2_904_000);
    int lib = tree.directory(0, "lib");
    for (String name :
        List.of(
            "libc.so.1",
            "libm.so.2",
            "libnvpair.so.1",
            "libscf.so.1",
            "libumem.so.1",
            "libdtrace.so.1",
            "ld.so.1")) {
      tree.binary(lib, name, 60_000 + random.nextInt(2_400_000));
    }
    tree.binary(0, "usr.lgz", 187_170_816);
    int smartdc = tree.directory(0, "smartdc");
    for (int at = 0; at < 9; at++) {
      int below =
          tree.directory(
              smartdc,
              List.of(
                      "agents",
                      "bin",
                      "boot",
                      "config",
                      "lib",
                      "metadata",
                      "node",
                      "persistence",
                      "vm")
                  .get(at));
      for (int file = 0; file < 12; file++) {
        tree.binary(below, "part" + file + ".node", 4_000 + random.nextInt(4_000_000));
      }
    }
    return tree.removed("kernel/drv/amd64/audio810", 150_000);
  }

  private static SampleTree usr(Random random) {
    SampleTree tree = new SampleTree("usr");
    int bin = tree.directory(0, "bin");
    for (String name :
        List.of("awk", "cat", "dtrace", "ls", "mdb", "perl", "ps", "python3", "vim", "zlogin")) {
      tree.binary(bin, name, 9_000 + random.nextInt(3_000_000));
    }
    int su = tree.add(bin, "su", 'f', 04555, 38_000);
    tree.changed(su, "metadata", 38_912);
    int share = tree.directory(0, "share");
    int smartos = tree.directory(share, "smartos");
    int config = tree.text(smartos, "prompt-config.txt", "ntp_hosts=0.smartos.pool.ntp.org\n");
    tree.changed(config, "added", 0);
    for (String directory : List.of("lib", "node", "sbin", "vm", "platform")) {
      int below = tree.directory(0, directory);
      for (int file = 0; file < 40; file++) {
        tree.binary(
            below,
            directory + "-" + file + ".so",
            5_000 + random.nextInt(1 << (14 + random.nextInt(9))));
      }
    }
    return tree;
  }

  private static List<JsonObject> groups(String tree, int count, Random random) {
    List<JsonObject> groups = new ArrayList<>();
    for (int group = 0; group < count; group++) {
      StringBuilder map = new StringBuilder();
      int run = 9;
      for (int part = 0; part < 96; part++) {
        run = random.nextInt(9) == 0 ? random.nextInt(10) : run;
        map.append(group > count - 3 ? 0 : run);
      }
      JsonObject made = new JsonObject();
      made.addProperty("tree", tree);
      made.addProperty("group", group);
      made.addProperty("firstFragment", group * 15_600L);
      made.addProperty("fragments", 15_600);
      made.addProperty("metadata", 700);
      made.addProperty("used", map.chars().map(digit -> digit - '0').sum() * 15_600L / 96 / 9);
      made.addProperty("freeBlocks", random.nextInt(900));
      made.addProperty("freeFragments", random.nextInt(60));
      made.addProperty("directories", random.nextInt(80));
      made.addProperty("inodes", 2_624);
      made.addProperty("freeInodes", random.nextInt(2_624));
      made.addProperty("map", map.toString());
      groups.add(made);
    }
    return groups;
  }

  private static JsonElement difference() {
    return json(
        """
        {"old": {"path": "platform-20260101T000000Z.tgz"},
         "summary": {"added": 2, "removed": 1, "content": 3, "metadata": 1},
         "entries": [
          {"path": "etc/shadow", "kind": "content", "tree": "root", "node": 8, "sizeBefore": 60, "sizeAfter": 63,
           "attributes": [{"name": "mtime", "before": "2026-01-01 00:00", "after": "2026-01-02 00:00"}],
           "text": {"cut": false, "hunks": [{"oldLine": 1, "newLine": 1, "rows": [
             ["!", "root:$5$old$vX93BPSR8d7w93OIXbFt:20000::::::", "root:$5$salt$kpa26zwgX83BPSR8d7w93:20000::::::"],
             ["=", "bin:NP:::::::", "bin:NP:::::::"]]}]}},
          {"path": "etc/system", "kind": "content", "tree": "root", "node": 9, "sizeBefore": 34, "sizeAfter": 52,
           "attributes": [{"name": "mtime", "before": "2026-01-01 00:00", "after": "2026-01-02 00:00"}],
           "text": {"cut": false, "hunks": [{"oldLine": 1, "newLine": 1, "rows": [
             ["=", "* moddebug", "* moddebug"],
             ["+", null, "set moddebug=1"],
             ["!", "set noexec_user_stack=0", "set noexec_user_stack=1"],
             ["-", "set kmem_flags=0xf", null]]}]}},
          {"path": "kernel/drv/amd64/audio810", "kind": "removed", "tree": "root", "node": null,
           "sizeBefore": 150000, "sizeAfter": null, "attributes": [], "text": null},
          {"path": "kernel/drv/amd64/nvme", "kind": "added", "tree": "root", "node": 28,
           "sizeBefore": null, "sizeAfter": 420000, "attributes": [], "text": null},
          {"path": "kernel/drv/sd.conf", "kind": "content", "tree": "root", "node": 15, "sizeBefore": 39, "sizeAfter": 97,
           "attributes": [], "text": {"cut": false, "hunks": [{"oldLine": 1, "newLine": 1, "rows": [
             ["=", "name=\\"sd\\" class=\\"scsi\\" target=0 lun=0;", "name=\\"sd\\" class=\\"scsi\\" target=0 lun=0;"],
             ["+", null, "sd-config-list = \\"ATA     DISK\\", \\"retries-timeout:3\\";"]]}]}},
          {"path": "usr/bin/su", "kind": "metadata", "tree": "usr", "node": 12, "sizeBefore": 38000, "sizeAfter": 38000,
           "attributes": [{"name": "mode", "before": "0555", "after": "4555"}, {"name": "owner", "before": "0:0", "after": "0:3"}],
           "text": null},
          {"path": "usr/share/smartos/prompt-config.txt", "kind": "added", "tree": "usr", "node": 15,
           "sizeBefore": null, "sizeAfter": 33, "attributes": [],
           "text": {"cut": false, "hunks": [{"oldLine": 0, "newLine": 1, "rows": [["+", null, "ntp_hosts=0.smartos.pool.ntp.org"]]}]}}]}
        """);
  }

  private static JsonElement boot() {
    JsonObject boot =
        json("""
        {"verdict": "would boot, but a module does not do what its name says", "outcome": "boots-otherwise", "loader": "GRUB legacy",
         "kernel": {"path": "/platform/i86pc/kernel/amd64/unix", "arguments": "-B console=text,root_shadow='$5$x'"},
         "steps": [
         {"phase": "loader", "title": "menu.lst, entry 0", "answer": "Live 64-bit", "detail": "the default entry", "state": "good", "findings": []},
         {"phase": "modules", "title": "boot_archive", "answer": "rootfs", "detail": "366999552 bytes", "state": "good", "findings": []},
         {"phase": "modules", "title": "boot_archive.hash", "answer": "hash", "detail": "", "state": "good", "findings": []},
         {"phase": "modules", "title": "etc/system", "answer": "file", "detail": "15 bytes", "state": "note", "findings": [1]},
         {"phase": "modules", "title": "etc/Driver_aliases", "answer": "file, never asked for", "detail": "4120 bytes", "state": "error", "findings": [2]},
         {"phase": "hash", "title": "SHA-1 of boot_archive", "answer": "accepted", "detail": "c5b08acdcade1fcdf6d79bd386170fc7df25c06c", "state": "good", "findings": []},
         {"phase": "overlays", "title": "etc/system", "answer": "hides the ramdisk's file", "detail": "719 bytes in the ramdisk", "state": "note", "findings": [1]}]}
        """)
            .getAsJsonObject();
    for (String path :
        List.of(
            "etc/system",
            "etc/path_to_inst",
            "etc/name_to_major",
            "etc/driver_classes",
            "etc/driver_aliases",
            "kernel/drv/dtrace.conf")) {
      boot.getAsJsonArray("steps")
          .add(
              step(
                  "before root",
                  path,
                  "etc/system".equals(path) ? "bootfs answers" : "the ramdisk answers"));
    }
    for (int at = 0; at < 40; at++) {
      boot.getAsJsonArray("steps")
          .add(step("after root", "kernel/misc/amd64/module" + at, "the ramdisk answers"));
    }
    boot.getAsJsonArray("steps").add(step("system/boot", "/system/boot/etc/system", "15 bytes"));
    return boot;
  }

  private static JsonObject step(String phase, String title, String answer) {
    JsonObject step = new JsonObject();
    step.addProperty("phase", phase);
    step.addProperty("title", title);
    step.addProperty("answer", answer);
    step.addProperty("detail", "");
    step.addProperty("state", "good");
    step.add("findings", new JsonArray());
    return step;
  }

  private static JsonElement enabling() {
    return json(
        """
        {"accepted": true, "refusal": null,
         "kernelLines": ["NOTICE: enabling probe 0 (fbt:sd:sd_initpkt_for_buf:entry)", "NOTICE: enabling probe 1 (dtrace:::ERROR)"],
         "options": [{"name": "bufsize", "value": "1 MiB"}, {"name": "grabanon", "value": "set"}], "consequence": "the kernel takes the enabling",
         "programs": [{"d": "fbt:sd:sd_initpkt_for_buf:entry\\n{\\n    @[stack()] = count();\\n}\\n\\nfbt:nvme:nvme_no_such:entry\\n{\\n    trace(arg0);\\n}"}],
         "probes": [{"name": "fbt:sd:sd_initpkt_for_buf:entry", "exists": true},
                    {"name": "fbt:nvme:nvme_no_such:entry", "exists": false},
                    {"name": "dtrace:::ERROR", "exists": null}]}
        """);
  }

  private static JsonElement json(String text) {
    return JsonParser.parseString(text);
  }

  /** Writes a report's page. */
  static Path write(JsonObject report, Path file) throws IOException {
    JsonObject summary = new JsonObject();
    for (Map.Entry<String, JsonElement> part : report.entrySet()) {
      if (!part.getKey().equals("trees") && !part.getKey().equals("groups")) {
        summary.add(part.getKey(), part.getValue());
      }
    }
    try (OutputStream out = Files.newOutputStream(file)) {
      ReportPage.write(out, summary, writer -> GSON.toJson(report, writer));
    }
    return file;
  }
}
