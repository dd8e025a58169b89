package org.bootarchive.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.bootarchive.boot.BootProperty.Origin;
import org.junit.jupiter.api.Test;

/** What sets boot properties, and what wins. */
class BootPropertiesTest {
  private final BootProperties properties = new BootProperties();

  private Optional<String> get(String name) {
    return properties.get(name);
  }

  @Test
  void theCommandLineSetsWhatIsBehindItsB() {
    properties.addCommandLine("-kv -B console=ttya,a='x, y',b=\"q\",c= -B d=1 -m x");
    assertEquals(Optional.of("ttya"), get("console"));
    assertEquals(Optional.of("x, y"), get("a"));
    assertEquals(Optional.of("q"), get("b"));
    assertEquals(Optional.of(""), get("c"));
    assertEquals(Optional.of("1"), get("d"));
    assertEquals("-kv -m x", properties.bootArguments().strip());
  }

  @Test
  void ofANameThatIsSetTwiceOnTheCommandLineTheLastCounts() {
    properties.addCommandLine("-B a=1,a=2");
    assertEquals(Optional.of("2"), get("a"));
  }

  @Test
  void flagsAreThoseBeforeTheWordsThatTheyTake() {
    properties.addCommandLine("-v -m k -sk");
    assertTrue(properties.hasFlag('k'));
    assertTrue(properties.hasFlag('s'));
    assertFalse(properties.hasFlag('m') && properties.hasFlag('x'));
    BootProperties others = new BootProperties();
    others.addCommandLine("-mk -i k -B k=1 kk");
    assertFalse(others.hasFlag('k'));
  }

  @Test
  void theEnvironmentAddsWhatTheCommandLineHasNot() {
    properties.addCommandLine("-B a=line");
    properties.addEnvironment("a=environment\0b=environment\0b=again\0c=\0");
    assertEquals(Optional.of("line"), get("a"));
    assertEquals(Optional.of("environment"), get("b"));
    assertEquals(Optional.empty(), get("c"));
  }

  @Test
  void ofTheEnvironmentWhatMattersToLoadersIsLeftOut() {
    properties.addEnvironment(
        "kernelname=x\0loader_brand=y\0acpi.oem=z\0ISADIR=amd64\0tem.fg=1\0os_console=text\0");
    assertEquals(List.of("os_console"), properties.all().stream().map(BootProperty::name).toList());
  }

  @Test
  void theLoadersNetworkBecomesTheKernels() {
    properties.addEnvironment(
        "boot.netif.ip=10.0.0.2\0boot.netif.netmask=255.0.0.0\0boot.netif.gateway=10.0.0.1\0"
            + "boot.netif.hwaddr=0:1:2:3:4:5\0boot.netif.server=10.0.0.3\0"
            + "boot.nfsroot.server=10.0.0.9\0boot.nfsroot.path=/x\0boot.other=1\0");
    assertEquals(Optional.of("10.0.0.2"), get("host-ip"));
    assertEquals(Optional.of("255.0.0.0"), get("subnet-mask"));
    assertEquals(Optional.of("10.0.0.1"), get("router-ip"));
    assertEquals(Optional.of("0:1:2:3:4:5"), get("boot-mac"));
    assertEquals(Optional.of("10.0.0.3"), get("server-ip"));
    assertEquals(Optional.of("/x"), get("server-path"));
    assertEquals(Optional.empty(), get("boot.other"));
  }

  @Test
  void anEnvironmentWithoutAnEndGivesWhatIsWhole() {
    properties.addEnvironment("a=1\0b=2");
    assertEquals(Optional.of("1"), get("a"));
    assertEquals(Optional.empty(), get("b"));
    properties.addEnvironment("\0x=1\0");
    assertEquals(Optional.empty(), get("x"));
  }

  @Test
  void bootenvAddsWhatNobodyHasSet() {
    properties.addCommandLine("-B a=line");
    properties.addEnvironment("b=environment\0");
    properties.addBootenv(
        "# setprop no 1\nsetprop a file\nsetprop b file\n  setprop\tc 'x'\nsetprop d\nset e 1\n"
            + "setprop boot-file unix\nsetprop f a b");
    assertEquals(Optional.of("line"), get("a"));
    assertEquals(Optional.of("environment"), get("b"));
    assertEquals(Optional.of("x"), get("c"));
    assertEquals(Optional.of("a"), get("f"));
    assertEquals(4, properties.all().size());
    assertEquals(Origin.BOOTENV, properties.all().get(2).origin());
  }

  @Test
  void bootenvsConsoleWinsOverAListOfConsoles() {
    properties.addCommandLine("-B console='text,ttya'");
    properties.addBootenv("setprop console ttyb\n");
    assertEquals(Optional.of("ttyb"), get("console"));
    BootProperties others = new BootProperties();
    others.addCommandLine("-B console=text");
    others.addBootenv("setprop console ttyb\n");
    assertEquals(Optional.of("text"), others.get("console"));
  }
}
