package org.bootarchive.boot.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bootarchive.boot.config.grub.GrubConfiguration;
import org.bootarchive.boot.config.grub2.Grub2Configuration;
import org.bootarchive.boot.config.ipxe.IpxeConfiguration;
import org.bootarchive.boot.config.loader.LoaderConfiguration;
import org.bootarchive.boot.config.syslinux.SyslinuxConfiguration;
import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.finding.Severity;
import org.bootarchive.ufs.text.ByteString;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the real loaders do where one would expect something else. */
final class LoaderQuirksTest {
  private static final String DEFAULTS =
      "loader_conf_files=\"/boot/loader.conf /boot/loader.conf.local\"\n"
          + "kernel=\"i86pc/kernel/${ISADIR}\"\nbootfile=\"unix\"\n";
  private static final String SYSTEM =
      "s_load=YES\ns_type=file\ns_name=/boot/sys\ns_flags=\"name=etc/system\"\n";
  private static final OverlayModule OVERLAY = OverlayModule.of("/boot/sys2", "kernel/drv/x.conf");

  @TempDir Path temporary;
  private BootRoot root;

  @BeforeEach
  void layOut() throws IOException {
    root = BootRoot.of(temporary);
    for (String path :
        List.of("boot/unix", "boot/k2", "boot/ba", "boot/m2", "boot/sys", "boot/defaults/x")) {
      write(path, "x");
    }
    write("boot/e", "");
    write("platform/i86pc/kernel/amd64/unix", "x");
    write("sub.ipxe", "#!ipxe\nkernel http://srv/boot/unix\nmodule http://srv/boot/m2 sub\nboot\n");
    write("list.ipxe", "#!ipxe\nmodule http://srv/boot/m2 sub\n");
  }

  private Path write(String path, String text) throws IOException {
    Path file = temporary.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private GrubConfiguration grub(String menu) throws IOException {
    return GrubConfiguration.read(write("menu.lst", menu), root, BootChoices.DEFAULTS);
  }

  private IpxeConfiguration ipxe(String script, String... settings) throws IOException {
    ImmutableMap.Builder<ByteString, ByteString> given = ImmutableMap.builder();
    for (int i = 0; i < settings.length; i += 2) {
      given.put(ByteString.of(settings[i]), ByteString.of(settings[i + 1]));
    }
    return IpxeConfiguration.read(
        write("main.ipxe", script), root, BootChoices.DEFAULTS.withSettings(given.buildOrThrow()));
  }

  private LoaderConfiguration loader(String conf) throws IOException {
    write("boot/defaults/loader.conf", DEFAULTS);
    write("boot/loader.conf", conf);
    return LoaderConfiguration.of(root);
  }

  private static List<String> lines(ConfiguredBoot boot) {
    return boot.modules().stream().map(module -> module.commandLine().latin1()).toList();
  }

  private static String kernel(ConfiguredBoot boot) {
    return boot.kernel()
        .map(kernel -> (kernel.path() + " " + kernel.arguments()).strip())
        .orElse("");
  }

  private static boolean finds(ConfiguredBoot boot, ConfigCode code) {
    return boot.findings().stream().anyMatch(code::is);
  }

  @Test
  void bootEndsAnEntryOfGrubAndOverlaysGoInFrontOfIt() throws IOException {
    String menu =
        "title A\nkernel /boot/unix\nmodule /boot/ba type=rootfs name=r\nboot\nmodule /boot/m2\n";
    GrubConfiguration configuration = grub(menu);
    assertEquals(List.of("/boot/ba type=rootfs name=r"), lines(configuration.boot()));
    assertTrue(finds(configuration.boot(), ConfigCode.GRUB_BEHIND_BOOT));
    ConfigEdit edit = configuration.add(List.of(OVERLAY));
    assertEquals(
        List.of("/boot/ba type=rootfs name=r", OVERLAY.commandLine().latin1()),
        lines(edit.bootAfter()).stream().filter(line -> !line.contains("/m2")).toList());
    edit.write();
    assertEquals(menu, grub(edit.after().text()).remove().after().text());
  }

  @Test
  void anEmptyModuleIsLeftOutByGrubAndTheNextIsLoaded() throws IOException {
    ConfiguredBoot boot =
        grub("title A\nkernel /boot/unix\nmodule /boot/e name=x\nmodule /boot/sys name=y\n").boot();
    assertEquals(List.of("/boot/sys name=y"), lines(boot));
    assertTrue(finds(boot, ConfigCode.GRUB_EMPTY_MODULE));
  }

  @Test
  void theFallbackForAMissingDefaultIsTheFirstThatExists() throws IOException {
    String entry = "kernel /boot/unix ";
    assertEquals(
        "/boot/unix b",
        kernel(
            grub("default 5\nfallback 9 1\ntitle A\n" + entry + "a\ntitle B\n" + entry + "b\n")
                .boot()));
  }

  @Test
  void grubEndsAnEntryAtItsFirstError() throws IOException {
    String head = "title A\nkernel /boot/unix\nmodule /boot/ba\n";
    for (String wrong :
        List.of(
            head + "initrd /boot/m2\n",
            head + "module boot/m2\n",
            head + "timeout 3\n",
            head + "module$ /boot/m2 ${nothing}\n",
            "title A\nboot\nkernel /boot/unix\n",
            "title A\nmodule /boot/ba\nkernel /boot/unix\n",
            "variable v " + "0".repeat(220) + "\ntitle A\nkernel$ /boot/unix ${v}\n",
            "title A\nkernel --type=x /boot/unix\n",
            "title A\nkernel$ /boot/unix\nmodule$ /boot/sys "
                + "q".repeat(1400)
                + ("\nmodule$ /boot/sys " + "q".repeat(1400)).repeat(9)
                + "\n")) {
      assertTrue(grub(wrong).boot().kernel().isEmpty(), wrong);
    }
  }

  @Test
  void aWrongLineOfTheLoaderLosesTheFilesBehindItToo() throws IOException {
    LoaderConfiguration configuration = loader("a=b\nwrong line\n");
    write("boot/loader.conf.local", SYSTEM);
    ConfiguredBoot boot = configuration.boot();
    assertEquals(List.of(), lines(boot));
    assertTrue(finds(boot, ConfigCode.LOADER_KEEPS_BUFFER));
    ConfigException refused =
        assertThrows(ConfigException.class, () -> configuration.add(List.of(OVERLAY)));
    assertTrue(refused.getMessage().contains("would not be loaded"), refused.getMessage());
  }

  @Test
  void theLoaderLosesWhatStandsInFrontOfASwitchInBootArgs() throws IOException {
    assertEquals(
        "/platform/i86pc/kernel/amd64/unix -kd",
        kernel(loader("boot-args=\"-B prom_debug=true -kd\"\n").boot()));
    assertEquals(
        "/platform/i86pc/kernel/amd64/unix -vk -B acpi-user-options=2",
        kernel(
            loader("boot_verbose=\"YES\"\nboot_kmdb=\"YES\"\nacpi-user-options=\"2\"\n").boot()));
  }

  @Test
  void bootfileMayHaveArgumentsAndKernelMayBeAnAbsoluteDirectory() throws IOException {
    assertEquals("/boot/unix -v", kernel(loader("bootfile=\"/boot/unix -v\"\n").boot()));
    assertEquals(
        "/platform/i86pc/kernel/amd64/unix",
        kernel(loader("kernel=\"/platform/i86pc/kernel/amd64\"\n").boot()));
  }

  @Test
  void aHeadNodeThatBootsIpxeDoesNotBootLoaderConfsModules() throws IOException {
    assertTrue(finds(loader("headnode=\"true\"\nipxe=\"true\"\n").boot(), ConfigCode.LOADER_IPXE));
  }

  @Test
  void filesThatNameEachOtherEndTheReadingAndKeepWhatWasRead() throws IOException {
    write("boot/conf.d/x", "loader_conf_files=\"/boot/loader.conf\"\n");
    ConfiguredBoot boot = loader(SYSTEM).boot();
    assertTrue(finds(boot, ConfigCode.LOADER_ENDS));
    assertEquals(List.of("/boot/sys type=file name=etc/system"), lines(boot));
  }

  @Test
  void overlaysGoWherePiadmsLinkLeadsBeforeTheFileIsThere() throws IOException {
    loader("");
    Files.createDirectories(temporary.resolve("custom"));
    Path link = temporary.resolve("boot/loader.conf.local");
    Files.createSymbolicLink(link, Path.of("../custom/loader.conf.local"));
    ConfigEdit edit = LoaderConfiguration.of(root).add(List.of(OVERLAY));
    assertEquals(root.directory().resolve("custom").resolve("loader.conf.local"), edit.file());
    edit.write();
    assertTrue(Files.isSymbolicLink(link));
    assertEquals(
        List.of("/boot/sys2 type=file name=kernel/drv/x.conf"),
        lines(LoaderConfiguration.of(root).boot()));
  }

  private static final String HEAD =
      "#!ipxe\nkernel http://srv/boot/unix -B a=b\n"
          + "module http://srv/boot/ba type=rootfs name=ramdisk\n";
  private static final String BA = "http://srv/boot/ba type=rootfs name=ramdisk";

  @Test
  void anOverlayThatUpstreamIpxeWouldCutIsRefused() throws IOException {
    String script = HEAD.replace("a=b", "a=" + "x".repeat(400)) + "boot\n";
    assertThrows(ConfigException.class, () -> ipxe(script).add(List.of(located(script))));
    ConfigEdit edit = ipxe(script, "ipxe-build", "triton").add(List.of(located(script)));
    edit.requireLoaded(List.of(located(script)));
  }

  private OverlayModule located(String script) throws IOException {
    return ipxe(script).located(OverlayModule.of("/boot/sys", "etc/system-" + "y".repeat(60)));
  }

  @Test
  void settingsOfTheScriptAreExpandedAndTheMachinesStayVisible() throws IOException {
    ConfiguredBoot boot =
        ipxe(
                "#!ipxe\nset b http://srv/boot\nset u ${b}/unix\nkernel ${u} n=${net0/mac}\n"
                    + "module ${b}/ba h=${hostname:uristring}\nboot\n",
                "net0/mac",
                "02:00:00:00:00:01")
            .boot();
    assertEquals("http://srv/boot/unix n=02:00:00:00:00:01", kernel(boot));
    assertEquals(List.of("http://srv/boot/ba h=${hostname:uristring}"), lines(boot));
    assertTrue(finds(boot, ConfigCode.IPXE_UNKNOWN_SETTING));
  }

  @Test
  void ipxePassesOverWhatFailsBeforeOr() throws IOException {
    assertEquals(List.of(BA), lines(ipxe(HEAD + "module http://srv/none ||\nboot\n").boot()));
    assertFalse(ipxe(HEAD + "module http://srv/none ||\nboot\n").boot().kernel().isEmpty());
  }

  @Test
  void bootImgexecAndChainFetchWhatTheyStart() throws IOException {
    assertEquals("http://srv/boot/unix -v", kernel(ipxe(HEAD + "boot unix -v\n").boot()));
    for (String command : List.of("boot", "imgexec", "chain")) {
      assertEquals(
          "http://srv/boot/unix a",
          kernel(ipxe("#!ipxe\n" + command + " http://srv/boot/unix a\n").boot()));
      assertEquals(
          List.of("http://srv/boot/m2 sub"),
          lines(ipxe("#!ipxe\n" + command + " http://srv/sub.ipxe\n").boot()));
    }
  }

  @Test
  void whatEndsAScriptBootsNothing() throws IOException {
    for (String wrong :
        List.of(
            "modul http://srv/boot/m2\nboot\n",
            "module --replace http://srv/boot/m2\nboot\n",
            "module http://srv/boot/ba\nimgfree http://srv/boot/ba\nboot\n",
            "imgfree unix\nboot\n",
            "boot\\",
            "goto nowhere\nboot\n")) {
      assertTrue(ipxe(HEAD + wrong).boot().kernel().isEmpty(), wrong);
    }
  }

  @Test
  void aKernelThatIsFetchedTwiceIsAModuleToo() throws IOException {
    assertEquals(
        List.of("http://srv/boot/unix -B a=b", BA),
        lines(ipxe(HEAD + "kernel http://srv/boot/unix c\nboot\n").boot()));
  }

  @Test
  void aScriptThatWasChainedIsHandedOverAsAModule() throws IOException {
    assertEquals(
        List.of(BA, "http://srv/boot/m2 sub", "http://srv/list.ipxe"),
        lines(ipxe(HEAD + "chain http://srv/list.ipxe ||\nboot\n").boot()));
  }

  @Test
  void anEditStaysInTheBranchThatBoots() throws IOException {
    write("boot/ba.hash", "x");
    String other = ":other\nkernel http://srv/boot/k2\nmodule http://srv/boot/ba\nboot\n";
    String script =
        "#!ipxe\nkernel http://srv/boot/unix\nmodule http://srv/boot/ba\nboot\n" + other;
    IpxeConfiguration configuration = ipxe(script);
    OverlayModule overlay = configuration.located(OverlayModule.of("/boot/sys", "etc/system"));
    ConfigEdit edit = configuration.add(List.of(overlay));
    assertTrue(edit.after().text().endsWith("boot\n" + other), edit.after().text());
    assertEquals(
        List.of(
            BA, "http://srv/boot/ba.hash type=hash name=ramdisk", overlay.commandLine().latin1()),
        lines(edit.bootAfter()));
    assertEquals(script, ipxe(edit.after().text()).remove().after().text());
  }

  @Test
  void labelsMenusAndConditionsDecideWhatBoots() throws IOException {
    String labels =
        "#!ipxe\niseq ${mac} 02:00:00:00:00:01 && goto b ||\n:a\nkernel http://srv/boot/k2\nboot\n"
            + ":b\nkernel http://srv/boot/unix\nboot\n";
    assertEquals("http://srv/boot/k2", kernel(ipxe(labels).boot()));
    assertEquals("http://srv/boot/unix", kernel(ipxe(labels, "mac", "02:00:00:00:00:01").boot()));
    String menu =
        "#!ipxe\nmenu Pick\nitem a One\nitem b Two\nchoose --default a --timeout 5 t\ngoto ${t}\n"
            + labels.substring(labels.indexOf(":a"));
    assertEquals("http://srv/boot/k2", kernel(ipxe(menu).boot()));
    assertEquals("http://srv/boot/unix", kernel(ipxe(menu, "t", "b").boot()));
    BootChoices entry = BootChoices.DEFAULTS.withEntry(ByteString.of("b"));
    assertEquals(
        "http://srv/boot/unix",
        kernel(IpxeConfiguration.read(temporary.resolve("main.ipxe"), root, entry).boot()));
    assertEquals(
        "http://srv/boot/unix",
        kernel(IpxeConfiguration.read(write("l.ipxe", labels), root, entry).boot()));
    assertEquals(
        "http://srv/boot/unix -B a=b",
        kernel(ipxe("#!ipxe\nisset ${q} && boot ||\n" + HEAD.substring(7) + "boot\n").boot()));
  }

  @Test
  void wordsOfACommentNeitherLeadToAnEntryNorOfferIt() throws IOException {
    String branches =
        ":a\nkernel http://srv/boot/k2\nboot\n:b\nkernel ${u}\nmodule http://srv/boot/ba\nboot\n";
    BootChoices entry = BootChoices.DEFAULTS.withEntry(ByteString.of("b"));
    for (String start :
        List.of(
            "# boot of all that goto knows\nset u http://srv/boot/unix\n",
            "set u http://srv/boot/unix\nmenu Pick\nitem a One # or b\n",
            "set u http://srv/boot/unix # menu\n")) {
      Path script = write("comments.ipxe", "#!ipxe\n" + start + branches);
      ConfiguredBoot boot = IpxeConfiguration.read(script, root, entry).boot();
      assertEquals("http://srv/boot/unix", kernel(boot), start);
      assertFalse(finds(boot, ConfigCode.IPXE_ENTRY_FAILED), start);
    }
  }

  @Test
  void aScriptThatReplacesTheFirstHasNoEntryAndNoLineToEdit() throws IOException {
    String text =
        "#!ipxe\n:a\nkernel http://srv/boot/k2\nboot\n:b\nimgfetch http://srv/sub.ipxe\n"
            + "chain --replace sub.ipxe\nboot\n";
    Path script = write("replaced.ipxe", text);
    BootChoices entry = BootChoices.DEFAULTS.withEntry(ByteString.of("b"));
    IpxeConfiguration configuration = IpxeConfiguration.read(script, root, entry);
    assertEquals("http://srv/boot/unix", kernel(configuration.boot()));
    assertFalse(finds(configuration.boot(), ConfigCode.IPXE_ENTRY_FAILED));
    OverlayModule overlay = configuration.located(OverlayModule.of("/boot/sys", "etc/system"));
    ConfigEdit edit = configuration.add(List.of(overlay));
    assertTrue(lines(edit.bootAfter()).contains(overlay.commandLine().latin1()));
    assertTrue(edit.after().text().endsWith("chain --replace sub.ipxe\nboot\n"));
  }

  @Test
  void aKernelThatIsNowhereIsNotBlamedOnAFileThatIsNotThere() throws IOException {
    write("boot/conf.d/z", "loader_conf_files=\"/boot/conf.d/z\"\n");
    Finding finding =
        LoaderConfiguration.of(root).boot().findings().stream()
            .filter(ConfigCode.NO_KERNEL::is)
            .findFirst()
            .orElseThrow();
    assertEquals(Optional.empty(), finding.place());
  }

  @Test
  void aKernelThatIsNotFoundIsToldAtTheLineThatNamesIt() throws IOException {
    Finding finding =
        loader("bootfile=\"nowhere\"\nkernel=\"none\"\n").boot().findings().stream()
            .filter(ConfigCode.NO_KERNEL::is)
            .findFirst()
            .orElseThrow();
    assertEquals("/boot/loader.conf:1", finding.place().orElseThrow().toString());
  }

  @Test
  void aFileAloneIsToldOnceWhatTheLoaderReadsBesides() throws IOException {
    Path alone = write("alone/loader.conf.local", "a=b\n");
    BootRoot folder = BootRoot.of(alone.getParent());
    List<String> told = notRead(LoaderConfiguration.boot(List.of(alone), folder));
    assertEquals(
        List.of(
            "the loader reads besides /boot/defaults/loader.conf, /boot/loader.conf before and"
                + " /boot/transient.conf after the first file named; these were not read here:"
                + " name the boot volume's directory instead"),
        told);
  }

  @Test
  void ofAVolumeOnlyTheFilesThatAreThereAreToldAsNotRead() throws IOException {
    Path conf = write("boot/loader.conf", "a=b\n");
    write("boot/conf.d/z", "c=d\n");
    write("boot/defaults/loader.conf", "loader_conf_files=\"/boot/loader.conf\"\n");
    List<String> told = notRead(LoaderConfiguration.boot(List.of(conf), root));
    assertEquals(1, told.size());
    assertTrue(told.get(0).contains("/boot/defaults/loader.conf"), told.get(0));
    assertTrue(told.get(0).contains("/boot/conf.d/z"), told.get(0));
    assertFalse(told.get(0).contains("transient"), told.get(0));
  }

  private static List<String> notRead(ConfiguredBoot boot) {
    return boot.findings().stream()
        .filter(ConfigCode.LOADER_NOT_READ::is)
        .map(Finding::message)
        .toList();
  }

  @Test
  void grubGoesOnWithTheFallbackWhenTheDefaultEntryFails() throws IOException {
    String failing = "title A\nkernel /boot/nowhere\n";
    String good = "title C\nkernel /boot/unix -v\nmodule /boot/ba\n";
    String menu = "default 0\nfallback 1 7 2\n" + failing + "title B\ninitrd /x\n" + good;
    ConfiguredBoot boot = grub(menu).boot();
    assertEquals("/boot/unix -v", kernel(boot));
    assertEquals(2, boot.findings().stream().filter(ConfigCode.GRUB_FALLBACK::is).count());
    assertTrue(finds(boot, ConfigCode.GRUB_FILE_MISSING));
    assertTrue(finds(boot, ConfigCode.GRUB_INITRD));
    assertEquals(
        List.of("grub-fallback", "grub-fallback"),
        boot.findings().stream()
            .filter(finding -> finding.severity() == Severity.ERROR)
            .map(Finding::code)
            .toList());
  }

  @Test
  void grubDoesNotFallBackFromAnEntryThatBoots() throws IOException {
    String good = "title C\nkernel /boot/unix -v\nmodule /boot/ba\n";
    ConfiguredBoot boot = grub("fallback 1\n" + good + "title B\nkernel /boot/nowhere\n").boot();
    assertEquals("/boot/unix -v", kernel(boot));
    assertFalse(finds(boot, ConfigCode.GRUB_FALLBACK));
  }

  @Test
  void aChainToAFileOfAnUnknownMachineIsUndecidedIfOneCanMatch() throws IOException {
    String script =
        "#!ipxe\nchain http://srv/hosts/${net0/mac}.ipxe ||\n" + HEAD.substring(7) + "boot\n";
    assertFalse(finds(ipxe(script).boot(), ConfigCode.IPXE_UNDECIDED));
    write("hosts/readme.txt", "x");
    assertFalse(finds(ipxe(script).boot(), ConfigCode.IPXE_UNDECIDED));
    write("hosts/00-01.ipxe", "#!ipxe\n");
    assertTrue(finds(ipxe(script).boot(), ConfigCode.IPXE_UNDECIDED));
    assertFalse(finds(ipxe(script, "net0/mac", "00:02").boot(), ConfigCode.IPXE_UNDECIDED));
  }

  @Test
  void anEntryOfGrub2WhoseLastCommandFailsIsAnErrorIfItWasAskedFor() throws IOException {
    Path cfg =
        write(
            "grub.cfg",
            "set timeout=0\nmenuentry X {\nmultiboot /boot/unix /boot/unix\n" + "false\n}\n");
    BootChoices chosen = BootChoices.DEFAULTS.withEntry(ByteString.of("X"));
    List<Finding> findings = Grub2Configuration.read(cfg, root, chosen).boot().findings();
    assertTrue(
        findings.stream().anyMatch(finding -> finding.code().equals("grub2-entry-failed")),
        findings.toString());
  }

  @Test
  void whatOnlyFallsBackToOnErrorOfSyslinuxIsAnError() throws IOException {
    Path cfg =
        write(
            "syslinux.cfg",
            "default a\nonerror b\nlabel a\nkernel nowhere\nlabel b\nkernel mboot.c32\n"
                + "append -aout boot/unix --- boot/ba\n");
    assertTrue(
        SyslinuxConfiguration.read(cfg, root, BootChoices.DEFAULTS).boot().findings().stream()
            .anyMatch(
                finding ->
                    finding.code().equals("syslinux-on-error")
                        && finding.severity() == Severity.ERROR));
  }

  @Test
  void aPathIsFoundByNamesInUpperCaseOnlyWhereTheLoaderFoldsCase() throws IOException {
    Path upper = write("OS/UNIX", "x");
    ByteString path = ByteString.of("/os/unix");
    BootRoot folding = root.foldingCase();
    if (!Files.exists(temporary.resolve("os/unix"))) {
      assertFalse(root.contains(path));
      assertTrue(folding.contains(path));
      assertEquals(root.directory().resolve("OS/UNIX"), folding.file(path));
      assertTrue(ConfigCode.UPPER_CASE_NAME.is(folding.upperCaseNote().orElseThrow()));
    }
    assertTrue(Files.exists(upper));
    assertFalse(folding.contains(ByteString.of("/os/unix2")));
    assertEquals(Optional.empty(), root.upperCaseNote());
  }

  private ConfiguredBoot grubEntry(String lines) throws IOException {
    return grub("timeout 5\ntitle A\n" + lines + "\nmodule /boot/ba type=rootfs name=r\n").boot();
  }

  @Test
  void grubIsNotFollowedToOtherDevicesAndDatasets() throws IOException {
    for (String lines :
        List.of(
            "root (hd1,0)\nkernel /boot/unix",
            "root (fd0)\nkernel /boot/unix",
            "rootnoverify (hd1)\nkernel /boot/unix",
            "root (hd0,0)\nkernel (hd0,1)/boot/unix",
            "kernel$ (hd1,1)/boot/unix",
            "kernel /boot/unix\nmodule (hd1,0)/boot/sys",
            "map (hd0) (hd1)\nkernel /boot/unix",
            "bootfs rpool/ROOT/x\nkernel /boot/unix",
            "uppermem 100\nkernel /boot/unix",
            "min_mem64 4096\nkernel$ /boot/unix -B x=$ISADIR",
            "kernel /boot/unix\ncmp /boot/sys /boot/m2",
            "findroot (pool_x,0,a)\nkernel /boot/unix")) {
      assertTrue(finds(grubEntry(lines), ConfigCode.NOT_FOLLOWED), lines);
    }
    write("boot/grub/bootsign/pool_x", "");
    for (String lines :
        List.of(
            "root (hd0,0)\nkernel /boot/unix",
            "root (hd0,1)\nkernel (hd0,1)/boot/unix",
            "root\nkernel (cd)/boot/unix",
            "rootnoverify (hd1)\nroot (hd0,0,a)\nkernel /boot/unix",
            "findroot (pool_x,0,a)\nkernel /boot/unix",
            "findroot pool_x\nkernel /boot/unix",
            "cmp /boot/sys /boot/m2\nkernel /boot/unix",
            "min_mem64 1024\nkernel$ /boot/unix -B x=$ISADIR")) {
      assertEquals(List.of(), grubEntry(lines).findings(), lines);
      assertEquals(List.of("/boot/ba type=rootfs name=r"), lines(grubEntry(lines)), lines);
    }
  }

  @Test
  void grubEndsAnEntryAtFilesThatItCannotCompareOrRead() throws IOException {
    for (String line : List.of("cmp /boot/sys /boot/no", "cmp /boot/no /boot/sys", "cat /no")) {
      ConfiguredBoot boot = grubEntry(line + "\nkernel /boot/unix");
      assertTrue(finds(boot, ConfigCode.GRUB_FILE_MISSING), line);
      assertTrue(boot.kernel().isEmpty(), line);
    }
    for (String line : List.of("cmp /boot/sys", "bootfs /x", "uppermem x", "findroot")) {
      ConfiguredBoot boot = grubEntry(line + "\nkernel /boot/unix");
      assertTrue(finds(boot, ConfigCode.GRUB_BAD_ARGUMENT), line);
      assertTrue(boot.kernel().isEmpty(), line);
    }
  }

  @Test
  void grubWaitsAtAMenuWithoutATimeout() throws IOException {
    String entry = "title A\nkernel /boot/unix\n";
    assertTrue(finds(grub(entry).boot(), ConfigCode.GRUB_WAITS));
    assertTrue(finds(grub("timeout x\n" + entry).boot(), ConfigCode.GRUB_WAITS));
    assertFalse(finds(grub("timeout 0\n" + entry).boot(), ConfigCode.GRUB_WAITS));
  }

  @Test
  void grubTellsOfAMenuThatWantsMoreMemoryThanIsUsual() throws IOException {
    String rest = "\ntimeout 5\ntitle A\nkernel$ /boot/unix -B x=";
    assertTrue(finds(grub("min_mem64 4096" + rest + "y\n").boot(), ConfigCode.GRUB_MEMORY));
    assertFalse(finds(grub("min_mem64 1024" + rest + "y\n").boot(), ConfigCode.GRUB_MEMORY));
    assertFalse(finds(grub("min_mem64 4096" + rest + "y\n").boot(), ConfigCode.NOT_FOLLOWED));
    assertTrue(finds(grub("min_mem64 4096" + rest + "$ISADIR").boot(), ConfigCode.NOT_FOLLOWED));
  }

  @Test
  void anOverlayOnAnotherDeviceIsToldOfBeforeAndAfterTheEdit() throws IOException {
    ConfigEdit edit =
        grub("timeout 5\ntitle A\nroot (hd1,0)\nkernel /boot/unix\nmodule /boot/ba\n")
            .add(List.of(OVERLAY));
    assertTrue(finds(edit.bootBefore(), ConfigCode.NOT_FOLLOWED));
    assertTrue(finds(edit.bootAfter(), ConfigCode.NOT_FOLLOWED));
  }
}
