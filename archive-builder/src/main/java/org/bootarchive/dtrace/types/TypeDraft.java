package org.bootarchive.dtrace.types;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A container that types are added to, in the order of their numbers. A type can be asked for as
 * soon as it is added. For one thread.
 *
 * <p>Source: {@code ctf_create.c} of libctf.
 */
public final class TypeDraft extends TypeContainer {
  private static final int MOST_TYPES = 0x7fff;
  private static final int MOST_MEMBERS = 0x3ff;
  private static final int MOST_DEPTH = 256;

  private final @Nullable TypeContainer parent;
  private final List<TypeDefinition> types = new ArrayList<>();
  private final Map<NameSpace, Map<String, Integer>> names = new EnumMap<>(NameSpace.class);
  private final Map<Integer, Integer> pointers = new HashMap<>();

  /** Makes an empty one; types without bit 15 are the parent's if there is one. */
  public TypeDraft(String name, @Nullable TypeContainer parent) {
    super(name);
    this.parent = parent;
    for (NameSpace space : NameSpace.values()) {
      names.put(space, new HashMap<>());
    }
  }

  @Override
  public @Nullable TypeContainer parent() {
    return parent;
  }

  @Override
  boolean isChild() {
    return parent != null;
  }

  @Override
  int count() {
    return types.size();
  }

  @Override
  TypeDefinition definition(int index) {
    return types.get(index - 1);
  }

  @Override
  int numberOf(NameSpace space, String typeName) {
    Integer found = names.getOrDefault(space, Map.of()).get(typeName);
    return found == null ? 0 : number(found);
  }

  @Override
  int pointerTo(int index) {
    return pointers.getOrDefault(index, 0);
  }

  private int add(TypeDefinition type) throws CtfChangeException {
    if (types.size() >= MOST_TYPES) {
      throw new CtfChangeException("Limit on number of dynamic types reached");
    }
    types.add(type);
    int index = types.size();
    register(index, type);
    if (type.kind() == TypeKind.POINTER && (type.reference() & CHILD_BIT) != 0 == isChild()) {
      pointers.put(index(type.reference()), index);
    }
    return number(index);
  }

  private void register(int index, TypeDefinition type) {
    if (!type.name().isEmpty()) {
      int bits =
          type.kind() == TypeKind.INTEGER || type.kind() == TypeKind.FLOAT
              ? type.encoding().bits()
              : -1;
      NameTable.add(
          names,
          NameSpace.of(type),
          type.kind(),
          type.name(),
          index,
          bits,
          other -> definition(other).encoding().bits());
    }
  }

  private void replace(int type, TypeDefinition by) {
    types.set(index(type) - 1, by);
  }

  private TypeDefinition own(int type) throws CtfChangeException {
    boolean mine = (type & CHILD_BIT) != 0 == isChild();
    TypeDefinition found = mine ? at(type) : null;
    if (found == null) {
      throw new CtfChangeException("Invalid type identifier");
    }
    return found;
  }

  /** Adds an integer or a floating-point number. */
  public int addNumber(TypeKind kind, boolean root, String name, Encoding encoding)
      throws CtfChangeException {
    return add(TypeDefinition.number(kind, root, name, encoding));
  }

  /** Adds a pointer. */
  public int addPointer(boolean root, int to) throws CtfChangeException {
    return add(TypeDefinition.referring(TypeKind.POINTER, root, "", to));
  }

  /** Adds another name of a type. */
  public int addTypedef(boolean root, String name, int of) throws CtfChangeException {
    if (at(of) == null) {
      throw new CtfChangeException("Invalid argument");
    }
    return add(TypeDefinition.referring(TypeKind.TYPEDEF, root, name, of));
  }

  /** Adds an array. */
  public int addArray(boolean root, ArrayShape shape) throws CtfChangeException {
    if (at(shape.contents()) == null || at(shape.index()) == null) {
      throw new CtfChangeException("Invalid type identifier");
    }
    return add(TypeDefinition.array(root, shape));
  }

  /** Gives an array another number of elements. */
  public void setArrayCount(int type, long count) throws CtfChangeException {
    TypeDefinition old = own(type);
    ArrayShape shape = old.array();
    replace(
        type,
        TypeDefinition.array(old.root(), new ArrayShape(shape.contents(), shape.index(), count)));
  }

  /** Adds a function of which no arguments are known. */
  public int addFunction(boolean root, int returned) throws CtfChangeException {
    if (at(returned) == null) {
      throw new CtfChangeException("Invalid type identifier");
    }
    return add(TypeDefinition.referring(TypeKind.FUNCTION, root, "", returned));
  }

  /**
   * Adds a struct, union or enum without members. One that was only declared takes the number of
   * its forward declaration.
   *
   * @param name empty for none
   */
  public int addTagged(TypeKind kind, boolean root, String name, long size)
      throws CtfChangeException {
    TypeDefinition type = TypeDefinition.composed(kind, root, name, size);
    int old = name.isEmpty() ? 0 : numberOf(NameSpace.of(type), name);
    if (old != 0 && kind(old) == TypeKind.FORWARD) {
      replace(old, type);
      return old;
    }
    return add(type);
  }

  /** Adds a forward declaration, unless the tag is known. */
  public int addForward(TypeKind kind, boolean root, String name) throws CtfChangeException {
    TypeDefinition type = TypeDefinition.referring(TypeKind.FORWARD, root, name, kind.number());
    int old = name.isEmpty() ? 0 : numberOf(NameSpace.of(type), name);
    return old != 0 ? old : add(type);
  }

  /** Adds a name to an enum. */
  public void addEnumerator(int type, String name, int value) throws CtfChangeException {
    TypeDefinition old = own(type);
    if (old.kind() != TypeKind.ENUM) {
      throw new CtfChangeException("Type is not an enum");
    }
    if (old.enumerators().size() >= MOST_MEMBERS) {
      throw new CtfChangeException("Limit on number of dynamic type members reached");
    }
    if (enumValue(type, name).isPresent()) {
      throw new CtfChangeException("Duplicate member name definition");
    }
    replace(
        type,
        old.withEnumerators(
            ImmutableList.<Enumerator>builder()
                .addAll(old.enumerators())
                .add(new Enumerator(name, value))
                .build()));
  }

  /** Adds a member behind the others, or in a union beside them. */
  public void addMember(int type, String name, int memberType) throws CtfChangeException {
    TypeDefinition old = own(type);
    if (!old.kind().hasMembers()) {
      throw new CtfChangeException("Type is not a struct or union");
    }
    if (old.members().size() >= MOST_MEMBERS) {
      throw new CtfChangeException("Limit on number of dynamic type members reached");
    }
    if (!name.isEmpty() && member(type, name).isPresent()) {
      throw new CtfChangeException("Duplicate member name definition");
    }
    long memberSize = size(memberType);
    long align = align(memberType);
    if (memberSize == NONE || align == NONE) {
      throw new CtfChangeException("Invalid type identifier");
    }
    long offset = 0;
    long size = Math.max(old.size(), memberSize);
    if (old.kind() == TypeKind.STRUCT && !old.members().isEmpty()) {
      Member last = old.members().get(old.members().size() - 1);
      int lastType = resolve(last.type());
      long bits =
          encoding(lastType).map(e -> (long) e.bits()).orElseGet(() -> size(lastType) * Byte.SIZE);
      long behind = (last.bitOffset() + bits + Byte.SIZE - 1) / Byte.SIZE;
      long step = Math.max(align, 1);
      long place = (behind + step - 1) / step * step;
      offset = place * Byte.SIZE;
      size = place + memberSize;
    }
    replace(
        type,
        old.withMembers(
            size,
            ImmutableList.<Member>builder()
                .addAll(old.members())
                .add(new Member(name, memberType, offset))
                .build()));
  }

  /**
   * Copies a type from another container with all that it is made of, and returns its number here.
   * What is here already under its name is taken if it is alike.
   *
   * @throws CtfChangeException if it is not alike, or there are too many types
   */
  public int copy(TypeContainer from, int type) throws CtfChangeException {
    return new Copy(count()).of(from, type, MOST_DEPTH);
  }

  /** One copy; types that it has added are found by name before the table knows them. */
  private final class Copy {
    private final int before;

    Copy(int before) {
      this.before = before;
    }

    int of(TypeContainer from, int type, int depth) throws CtfChangeException {
      if (from == TypeDraft.this) {
        return type;
      }
      TypeDefinition source = from.at(type);
      if (source == null || depth == 0) {
        throw new CtfChangeException("Invalid type identifier");
      }
      int old = known(source);
      if (old != 0 && index(old) > before && kind(old) == source.kind()) {
        return old;
      }
      TypeKind oldKind = old == 0 ? TypeKind.UNKNOWN : kind(old);
      boolean completes =
          oldKind == TypeKind.FORWARD
              && (source.kind().hasMembers() || source.kind() == TypeKind.ENUM);
      if (old != 0 && oldKind != source.kind() && !completes) {
        throw conflict();
      }
      boolean root = source.root();
      switch (source.kind()) {
        case INTEGER, FLOAT -> {
          if (old == 0) {
            return addNumber(source.kind(), root, source.name(), source.encoding());
          }
          TypeDefinition mine = at(old);
          if (mine == null || !mine.encoding().equals(source.encoding())) {
            throw conflict();
          }
          return old;
        }
        case POINTER, VOLATILE, CONST, RESTRICT -> {
          int to = of(from, source.reference(), depth - 1);
          return add(TypeDefinition.referring(source.kind(), root, "", to));
        }
        case ARRAY -> {
          int contents = of(from, source.array().contents(), depth - 1);
          int index = of(from, source.array().index(), depth - 1);
          return addArray(root, new ArrayShape(contents, index, source.array().count()));
        }
        case FUNCTION -> {
          return addFunction(root, of(from, source.reference(), depth - 1));
        }
        case STRUCT, UNION -> {
          return old != 0 && !completes
              ? alike(from, type, source, old)
              : members(from, source, depth);
        }
        case ENUM -> {
          if (old != 0 && !completes) {
            if (!enumerators(old).equals(source.enumerators())) {
              throw conflict();
            }
            return old;
          }
          int made = addTagged(TypeKind.ENUM, root, source.name(), source.size());
          replace(made, own(made).withEnumerators(source.enumerators()));
          return made;
        }
        case FORWARD -> {
          return old != 0
              ? old
              : add(
                  TypeDefinition.referring(
                      TypeKind.FORWARD, root, source.name(), TypeKind.STRUCT.number()));
        }
        case TYPEDEF -> {
          int to = of(from, source.reference(), depth - 1);
          return old != 0 ? old : addTypedef(root, source.name(), to);
        }
        case UNKNOWN -> throw new CtfChangeException("File data structure corruption detected");
      }
      throw new AssertionError(source.kind());
    }

    private int known(TypeDefinition source) {
      return source.name().isEmpty() ? 0 : numberOf(NameSpace.of(source), source.name());
    }

    private int alike(TypeContainer from, int type, TypeDefinition source, int old)
        throws CtfChangeException {
      boolean alike = from.size(type) == size(old);
      for (Member member : source.members()) {
        alike &=
            member(old, member.name()).map(Member::bitOffset).orElse(-1L) == member.bitOffset();
      }
      if (!alike) {
        throw conflict();
      }
      return old;
    }

    private int members(TypeContainer from, TypeDefinition source, int depth)
        throws CtfChangeException {
      TypeDefinition empty =
          TypeDefinition.composed(source.kind(), source.root(), source.name(), source.size());
      int made = add(empty);
      replace(made, empty.withMembers(source.size(), source.members()));
      ImmutableList.Builder<Member> members = ImmutableList.builder();
      for (Member member : source.members()) {
        int to = of(from, member.type(), depth - 1);
        members.add(new Member(member.name(), to, member.bitOffset()));
      }
      replace(made, empty.withMembers(source.size(), members.build()));
      return made;
    }

    private CtfChangeException conflict() {
      return new CtfChangeException("Conflicting type is already defined");
    }
  }
}
