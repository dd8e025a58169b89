package org.bootarchive.dtrace.types;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bootarchive.dtrace.elf.ElfFormatException;
import org.bootarchive.dtrace.elf.ElfSymbol;
import org.bootarchive.dtrace.elf.ModuleTypeData;
import org.jspecify.annotations.Nullable;

/**
 * A kernel module with its symbols and types. The file is read when one of them is asked for. For
 * one thread.
 */
public final class ModuleTypes {
  private static final int NO_PLACE = -1;
  private static final int ABSOLUTE = 0xfff1;

  /** Where the bytes of a module's file come from. */
  @FunctionalInterface
  public interface Content {
    /** Reads the whole file. */
    byte[] read() throws IOException;
  }

  private final String name;
  private final boolean primary;
  private final boolean addressesKnown;
  private final boolean sound;
  private final Content content;
  private @Nullable ModuleTypeData data;
  private @Nullable CtfFile types;
  private boolean unusable;
  private @Nullable Map<String, Integer> numbers;
  private int @Nullable [] places;

  private ModuleTypes(
      String name, boolean primary, boolean addressesKnown, boolean sound, Content content) {
    this.name = name;
    this.primary = primary;
    this.addressesKnown = addressesKnown;
    this.sound = sound;
    this.content = content;
  }

  /**
   * Returns a module that the kernel can load later, so that a program cannot hold addresses of it.
   *
   * @param name its name, {@code zfs}
   * @param content the bytes of its file
   */
  public static ModuleTypes loadable(String name, Content content) {
    return new ModuleTypes(name, false, false, true, content);
  }

  /**
   * Returns a module that the kernel could load later; one whose file is damaged it would not, so
   * that there are no symbols and no types of it.
   *
   * @param name its name, {@code zfs}
   * @param content the bytes of its file
   */
  static ModuleTypes perhaps(String name, Content content) {
    return new ModuleTypes(name, false, false, false, content);
  }

  /**
   * Returns a module that is there from the start: unix, genunix.
   *
   * @param name its name
   * @param addressesKnown whether its symbols have the addresses that they have in the running
   *     kernel; so it is of unix, but not of a relocatable genunix
   * @param content the bytes of its file
   */
  public static ModuleTypes primary(String name, boolean addressesKnown, Content content) {
    return new ModuleTypes(name, true, addressesKnown, true, content);
  }

  /** Returns its name. */
  public String name() {
    return name;
  }

  /** Returns whether it is there from the start and never leaves. */
  public boolean primary() {
    return primary;
  }

  /** Returns whether its symbols' addresses are those of the running kernel. */
  public boolean addressesKnown() {
    return addressesKnown;
  }

  private ModuleTypeData data() {
    ModuleTypeData known = data;
    if (known == null) {
      try {
        known = read(content.read());
      } catch (IOException e) {
        throw new UncheckedIOException("module " + name + ": " + e.getMessage(), e);
      }
      data = known;
    }
    return known;
  }

  private ModuleTypeData read(byte[] file) throws ElfFormatException {
    try {
      return ModuleTypeData.read(file);
    } catch (ElfFormatException e) {
      if (sound) {
        throw e;
      }
      return ModuleTypeData.NOTHING;
    }
  }

  private ImmutableList<ElfSymbol> symbols() {
    try {
      return data().symbols();
    } catch (ElfFormatException e) {
      if (sound) {
        throw new UncheckedIOException("module " + name + ": " + e.getMessage(), e);
      }
      data = ModuleTypeData.NOTHING;
      return ImmutableList.of();
    }
  }

  /** Returns its types, if it has some; common ones may stand in the module that these name. */
  public Optional<CtfFile> types() {
    CtfFile known = types;
    if (known == null && !unusable && data().types().length != 0) {
      try {
        known = CtfFile.open(name, data().types(), data().symbolNames());
      } catch (CtfFormatException e) {
        if (sound) {
          throw new UncheckedIOException("module " + name + ": " + e.getMessage(), e);
        }
        unusable = true;
      }
      types = known;
    }
    return Optional.ofNullable(known);
  }

  /** Returns the number of the last symbol of a name. */
  public Optional<Integer> symbolNumber(String symbolName) {
    Map<String, Integer> known = numbers;
    if (known == null) {
      known = new HashMap<>();
      ImmutableList<ElfSymbol> all = symbols();
      for (int i = 1; i < all.size(); i++) {
        known.put(all.get(i).name(), i);
      }
      known.remove("");
      numbers = known;
    }
    return Optional.ofNullable(known.get(symbolName));
  }

  /** Returns a symbol by its number. */
  public ElfSymbol symbol(int number) {
    return symbols().get(number);
  }

  /**
   * Returns the number of the type of a symbol that names data, {@link TypeContainer#NONE} if
   * nothing is known of it.
   */
  public int objectType(int symbol) {
    int place = symbol(symbol).type() == ElfSymbol.Type.OBJECT ? places()[symbol] : NO_PLACE;
    int type = place == NO_PLACE ? 0 : ctf().word(place);
    return type == 0 ? TypeContainer.NONE : type;
  }

  /** Returns what is known of a symbol that names a function. */
  public Optional<FunctionShape> function(int symbol) {
    if (symbol(symbol).type() != ElfSymbol.Type.FUNCTION || types().isEmpty()) {
      return Optional.empty();
    }
    int place = places()[symbol];
    return place == NO_PLACE ? Optional.empty() : ctf().functionAt(place);
  }

  private CtfFile ctf() {
    return types().orElseThrow();
  }

  /** Types of objects and functions stand in the order of the symbols ({@code init_symtab}). */
  private int[] places() {
    int[] known = places;
    if (known == null) {
      known = new int[symbols().size()];
      Arrays.fill(known, NO_PLACE);
      types().ifPresent(new Places(known)::find);
      places = known;
    }
    return known;
  }

  private final class Places {
    private final int[] found;

    Places(int[] found) {
      this.found = found;
    }

    void find(CtfFile ctf) {
      int object = ctf.header().objects();
      int function = ctf.header().functions();
      for (int i = 1; i < found.length; i++) {
        ElfSymbol symbol = symbol(i);
        if (symbol.name().isEmpty()
            || symbol.section() == 0
            || symbol.name().equals("_START_")
            || symbol.name().equals("_END_")) {
          continue;
        }
        if (symbol.type() == ElfSymbol.Type.OBJECT) {
          if (object < ctf.header().functions()
              && !(symbol.section() == ABSOLUTE && symbol.value() == 0)) {
            found[i] = object;
            object += Short.BYTES;
          }
        } else if (symbol.type() == ElfSymbol.Type.FUNCTION && function < ctf.header().types()) {
          found[i] = function;
          int info = ctf.word(function);
          int count = info & 0x3ff;
          function += Short.BYTES * (info >>> 11 == 0 && count == 0 ? 1 : count + 2);
        }
      }
    }
  }
}
