package org.bootarchive.boot.vfs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class NameTableTest {

  @Property(tries = 200)
  void theFirstNumberOfANameIsKept(
      @ForAll List<@CharRange(from = '\0', to = '\u0002') @StringLength(max = 5) String> names) {
    NameTable table = new NameTable();
    Map<String, Integer> model = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      assertEquals(
          model.putIfAbsent(names.get(i), -i) == null, table.putIfAbsent(names.get(i), -i));
    }
    assertEquals(model.size(), table.size());
    for (String name : List.of("", "\0", "\0\0", "\1", "\2\1\0", "\0\1\2\0\1")) {
      Integer number = model.get(name);
      assertEquals(number == null ? NameTable.NONE : number & 0xffffffffL, table.find(name));
    }
  }

  @Test
  void aMillionNamesAreTold() {
    NameTable table = new NameTable();
    for (int i = 0; i < 1_000_000; i++) {
      assertTrue(table.putIfAbsent("file" + i, i));
    }
    assertFalse(table.putIfAbsent("file7", 8));
    for (int i = 0; i < 1_000_000; i += 37) {
      assertEquals(i, table.find("file" + i));
      assertEquals(NameTable.NONE, table.find("other" + i));
    }
    assertTrue(table.bytes() <= 26 << 20, table.bytes() + " bytes");
  }
}
