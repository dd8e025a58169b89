package org.bootarchive.ufs.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DeviceNumberTest {
  @Property
  void eitherFormGivesBackEveryNumberThatTheFormatCanHold(
      @ForAll @IntRange(max = 16383) int major, @ForAll @IntRange(max = 262143) int minor) {
    DeviceNumber device = new DeviceNumber(major, minor);
    boolean readsAsOldForm =
        (major == 0 && minor >= 256 && minor < 65536) || (major == 16383 && minor >= 196608);
    assertEquals(!readsAsOldForm, device.equals(DeviceNumber.decode(device.encode())));
    assertEquals(!readsAsOldForm, device.isRepresentable());
  }

  @Test
  void smallNumbersTakeTheOldForm() {
    assertEquals(0x0d02, new DeviceNumber(13, 2).encode());
    assertEquals(127 << 8 | 255, new DeviceNumber(127, 255).encode());
    assertEquals(128 << 18 | 2, new DeviceNumber(128, 2).encode());
    assertEquals(13 << 18 | 256, new DeviceNumber(13, 256).encode());
  }

  @Test
  void anUpperHalfOfOnesMeansTheOldForm() {
    assertEquals(new DeviceNumber(13, 2), DeviceNumber.decode(0xffff0d02));
  }

  @Test
  void numbersOutOfRangeAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new DeviceNumber(16384, 0));
    assertThrows(IllegalArgumentException.class, () -> new DeviceNumber(0, 262144));
    assertThrows(IllegalArgumentException.class, () -> new DeviceNumber(-1, 0));
  }
}
