package org.bootarchive.dtrace.compile;

import com.google.common.collect.ImmutableList;
import org.bootarchive.dtrace.types.ArrayShape;
import org.bootarchive.dtrace.types.CtfChangeException;
import org.bootarchive.dtrace.types.Encoding;
import org.bootarchive.dtrace.types.TypeContainer;
import org.bootarchive.dtrace.types.TypeDraft;
import org.bootarchive.dtrace.types.TypeKind;

/**
 * The types that D has by itself, in the containers C and D, to which programs add. Numbers count:
 * they decide between types of one size and come up in the text of {@code print()}.
 *
 * <p>Source: {@code _dtrace_intrinsics_64}, {@code _dtrace_typedefs_64} and {@code dt_vopen} of
 * libdtrace's {@code dt_open.c}.
 */
final class SpecialTypes {
  private static final String INTEGERS =
      """
      void 1 0
      signed 1 32
      unsigned 0 32
      char 3 8
      short 1 16
      int 1 32
      long 1 64
      long long 1 64
      signed char 3 8
      signed short 1 16
      signed int 1 32
      signed long 1 64
      signed long long 1 64
      unsigned char 2 8
      unsigned short 0 16
      unsigned int 0 32
      unsigned long 0 64
      unsigned long long 0 64
      _Bool 4 8
      """;

  private static final String FLOATS =
      """
      float 1 32
      double 2 64
      long double 6 128
      float imaginary 10 32
      double imaginary 11 64
      long double imaginary 12 128
      float complex 3 64
      double complex 4 128
      long double complex 5 256
      """;

  private static final String TYPEDEFS =
      """
      int8_t char
      int16_t short
      int32_t int
      int64_t long
      intptr_t long
      ssize_t long
      uint8_t unsigned char
      uint16_t unsigned short
      uint32_t unsigned
      uint64_t unsigned long
      uchar_t unsigned char
      ushort_t unsigned short
      uint_t unsigned
      ulong_t unsigned long
      u_longlong_t unsigned long long
      ptrdiff_t long
      uintptr_t unsigned long
      size_t unsigned long
      id_t int
      pid_t int
      """;

  private static final long STRING_BYTES = 256;

  private static final String DYNAMIC_NAME = "<DYN>";

  /** The number that the type {@code <DYN>} gets in D. */
  private static final int DYNAMIC = 0x8019;

  /** An integer type with the largest constant that it takes. */
  record IntegerType(CType type, long limit) {}

  final TypeDraft c = new TypeDraft("C", null);
  final TypeDraft d = new TypeDraft("D", c);
  final CType functionType;
  final CType functionPointer;
  final CType string;
  final CType dynamic;
  final CType stack;
  final CType symbolAddress;
  final CType userSymbolAddress;
  final CType integer;
  final ImmutableList<IntegerType> integers;

  SpecialTypes() {
    try {
      INTEGERS.lines().forEach(line -> addNumber(TypeKind.INTEGER, line));
      FLOATS.lines().forEach(line -> addNumber(TypeKind.FLOAT, line));
      c.addPointer(true, c.lookup("void"));
      c.addPointer(true, c.lookup("char"));
      c.addPointer(true, c.lookup("int"));
      for (String line : TYPEDEFS.lines().toList()) {
        int space = line.indexOf(' ');
        d.addTypedef(true, line.substring(0, space), d.lookup(line.substring(space + 1)));
      }
      functionType = ofD(d.addFunction(true, d.lookup("int")));
      functionPointer = ofD(d.addPointer(true, functionType.number()));
      int chars =
          d.addArray(true, new ArrayShape(d.lookup("char"), d.lookup("long"), STRING_BYTES));
      string = ofD(d.addTypedef(true, "string", chars));
      int nothing = d.lookup("void");
      dynamic = ofD(d.addTypedef(true, DYNAMIC_NAME, nothing));
      stack = ofD(d.addTypedef(true, "stack", nothing));
      symbolAddress = ofD(d.addTypedef(true, "_symaddr", nothing));
      userSymbolAddress = ofD(d.addTypedef(true, "_usymaddr", nothing));
    } catch (CtfChangeException e) {
      throw new IllegalStateException(e);
    }
    integer = ofC("int");
    integers =
        ImmutableList.of(
            new IntegerType(integer, 0x7fffffffL),
            new IntegerType(ofC("unsigned int"), 0xffffffffL),
            new IntegerType(ofC("long"), Long.MAX_VALUE),
            new IntegerType(ofC("unsigned long"), -1L),
            new IntegerType(ofC("long long"), Long.MAX_VALUE),
            new IntegerType(ofC("unsigned long long"), -1L));
  }

  private void addNumber(TypeKind kind, String line) {
    String[] words = line.split(" (?=\\d+ \\d+$)", -1);
    String[] numbers = words[1].split(" ", -1);
    Encoding encoding = new Encoding(Integer.parseInt(numbers[0]), 0, Integer.parseInt(numbers[1]));
    try {
      c.addNumber(kind, true, words[0], encoding);
    } catch (CtfChangeException e) {
      throw new IllegalStateException(e);
    }
  }

  private CType ofC(String name) {
    return new CType(c, c.lookup(name));
  }

  private CType ofD(int number) {
    return new CType(d, number);
  }

  /** Returns a type of D by its name, which must be there. */
  CType named(String name) {
    return ofD(d.lookup(name));
  }

  /** Gives strings another size. */
  void setStringSize(long bytes) throws CtfChangeException {
    d.setArrayCount(string.base().number(), bytes);
  }

  /** Returns whether a type is the one that stands for types which are not known. */
  static boolean isDynamic(CType type) {
    return type.number() == DYNAMIC && type.container() instanceof TypeDraft;
  }

  /** Returns whether values of a container's types are those of this compiler alone. */
  boolean isOwn(TypeContainer container) {
    return container == c || container == d;
  }
}
