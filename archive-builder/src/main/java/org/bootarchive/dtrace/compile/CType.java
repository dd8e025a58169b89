package org.bootarchive.dtrace.compile;

import java.util.Optional;
import org.bootarchive.dtrace.types.ArrayShape;
import org.bootarchive.dtrace.types.Encoding;
import org.bootarchive.dtrace.types.Member;
import org.bootarchive.dtrace.types.TypeContainer;
import org.bootarchive.dtrace.types.TypeKind;

/**
 * A type of C.
 *
 * @param container in which it is numbered
 * @param number its number there, {@link TypeContainer#NONE} for no type
 */
record CType(TypeContainer container, int number) {
  /** {@code DT_TYPE_NAMELEN}: a name of this many chars is not written. */
  private static final int TOO_LONG = 128;

  boolean exists() {
    return number != TypeContainer.NONE;
  }

  CType with(int otherNumber) {
    return new CType(container, otherNumber);
  }

  /** Returns the type behind typedefs and qualifiers. */
  CType base() {
    return with(container.resolve(number));
  }

  /** Returns what the type is, which may be a typedef. */
  TypeKind kind() {
    return container.kind(number);
  }

  TypeKind baseKind() {
    return base().kind();
  }

  CType referenced() {
    return with(container.reference(number));
  }

  long size() {
    return container.size(number);
  }

  Optional<Encoding> encoding() {
    return container.encoding(number);
  }

  Optional<ArrayShape> array() {
    return container.array(number);
  }

  Optional<Member> member(String name) {
    return container.member(number, name);
  }

  boolean isSame(CType other) {
    return TypeContainer.same(container, number, other.container, other.number);
  }

  boolean isCompatible(CType other) {
    return TypeContainer.compatible(container, number, other.container, other.number);
  }

  boolean isVoid() {
    return kind() == TypeKind.INTEGER && encoding().filter(Encoding::isVoid).isPresent();
  }

  /** Returns whether this is void or a number without bits, whatever its kind. */
  boolean hasNoBits() {
    return encoding().filter(Encoding::isVoid).isPresent();
  }

  boolean isChar() {
    return encoding().filter(Encoding::isChar).isPresent();
  }

  /** Returns the name as messages have it. */
  String name() {
    return container.typeName(number).filter(name -> name.length() < TOO_LONG).orElse("unknown");
  }
}
