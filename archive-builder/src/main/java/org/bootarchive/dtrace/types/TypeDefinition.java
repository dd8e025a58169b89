package org.bootarchive.dtrace.types;

import com.google.common.collect.ImmutableList;

/**
 * A type as a container has it. What its kind does not have is empty.
 *
 * @param kind what it is
 * @param root whether it is seen outside of other definitions
 * @param name empty for one without a name
 * @param reference the number of the type that it refers to; of a function what it returns; of a
 *     forward declaration the number of the kind that it will be
 * @param size in bytes, as written
 * @param encoding of a number
 * @param members of a struct or union
 * @param enumerators of an enum
 * @param array of an array
 */
record TypeDefinition(
    TypeKind kind,
    boolean root,
    String name,
    int reference,
    long size,
    Encoding encoding,
    ImmutableList<Member> members,
    ImmutableList<Enumerator> enumerators,
    ArrayShape array) {
  static final Encoding NO_ENCODING = new Encoding(0, 0, 0);
  static final ArrayShape NO_ARRAY = new ArrayShape(0, 0, 0);

  /** Returns a type that has no more than a kind, a name and what it refers to. */
  static TypeDefinition referring(TypeKind kind, boolean root, String name, int reference) {
    return new TypeDefinition(
        kind,
        root,
        name,
        reference,
        0,
        NO_ENCODING,
        ImmutableList.of(),
        ImmutableList.of(),
        NO_ARRAY);
  }

  static TypeDefinition number(TypeKind kind, boolean root, String name, Encoding encoding) {
    int bytes = (encoding.bits() + Byte.SIZE - 1) / Byte.SIZE;
    return new TypeDefinition(
        kind, root, name, 0, bytes, encoding, ImmutableList.of(), ImmutableList.of(), NO_ARRAY);
  }

  static TypeDefinition array(boolean root, ArrayShape array) {
    return new TypeDefinition(
        TypeKind.ARRAY, root, "", 0, 0, NO_ENCODING, ImmutableList.of(), ImmutableList.of(), array);
  }

  static TypeDefinition composed(TypeKind kind, boolean root, String name, long size) {
    return new TypeDefinition(
        kind, root, name, 0, size, NO_ENCODING, ImmutableList.of(), ImmutableList.of(), NO_ARRAY);
  }

  TypeDefinition withMembers(long newSize, ImmutableList<Member> newMembers) {
    return new TypeDefinition(
        kind, root, name, reference, newSize, encoding, newMembers, enumerators, array);
  }

  TypeDefinition withEnumerators(ImmutableList<Enumerator> newEnumerators) {
    return new TypeDefinition(
        kind, root, name, reference, size, encoding, members, newEnumerators, array);
  }
}
