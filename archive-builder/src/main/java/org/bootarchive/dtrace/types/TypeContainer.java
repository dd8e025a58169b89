package org.bootarchive.dtrace.types;

import com.google.common.collect.ImmutableList;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Types of C by their numbers: a {@code ctf_file_t}. The questions are those of libctf and so are
 * the answers, also where a container is damaged: a type that is not there has kind {@link
 * TypeKind#UNKNOWN}, size and reference {@value #NONE}.
 *
 * <p>Numbers above 0x7fff are types of a container that has a parent; others then are the parent's.
 */
public abstract class TypeContainer {
  /** The number of no type: {@code CTF_ERR}. */
  public static final int NONE = -1;

  static final int CHILD_BIT = 0x8000;
  private static final int INDEX_MASK = 0x7fff;
  private static final int POINTER_BYTES = 8;

  /** More names for one type, or types around a type, are taken for a circle. */
  private static final int MOST_STEPS = 256;

  private final String name;

  TypeContainer(String name) {
    this.name = name;
  }

  /** Returns the name of the module whose types these are. */
  public final String name() {
    return name;
  }

  /** Returns the container that numbers without bit 15 belong to; null if they are its own. */
  public abstract @Nullable TypeContainer parent();

  abstract boolean isChild();

  abstract int count();

  /** Returns a type of this container; the index is from 1 to {@link #count}. */
  abstract TypeDefinition definition(int index);

  /** Returns the number of the type that a name has, 0 if there is none. */
  abstract int numberOf(NameSpace space, String typeName);

  /** Returns the index of the pointer to a type of this container, 0 if there is none. */
  abstract int pointerTo(int index);

  final int number(int index) {
    return isChild() ? index | CHILD_BIT : index;
  }

  static int index(int type) {
    return type & INDEX_MASK;
  }

  private static boolean isParents(int type) {
    return type <= INDEX_MASK;
  }

  /** Returns the container in which a type stands, null if there is no such type. */
  private @Nullable TypeContainer owner(int type) {
    TypeContainer owner = this;
    if (isChild() && isParents(type)) {
      owner = parent();
    }
    return owner != null && type > 0 && index(type) >= 1 && index(type) <= owner.count()
        ? owner
        : null;
  }

  final @Nullable TypeDefinition at(int type) {
    TypeContainer owner = owner(type);
    return owner == null ? null : owner.definition(index(type));
  }

  /** Returns what a type is. */
  public final TypeKind kind(int type) {
    TypeDefinition found = at(type);
    return found == null ? TypeKind.UNKNOWN : found.kind();
  }

  /** Returns the type behind all typedefs and qualifiers, {@value #NONE} if there is none. */
  public final int resolve(int type) {
    int current = type;
    for (int step = 0; step < MOST_STEPS; step++) {
      TypeDefinition found = at(current);
      if (found == null) {
        return NONE;
      }
      if (!found.kind().isAlias()) {
        return current;
      }
      current = found.reference();
    }
    return NONE;
  }

  /** Returns what a pointer, a typedef or a qualifier refers to, else {@value #NONE}. */
  public final int reference(int type) {
    TypeDefinition found = at(type);
    return found != null && (found.kind() == TypeKind.POINTER || found.kind().isAlias())
        ? found.reference()
        : NONE;
  }

  /** Returns the bytes of a value; 0 for functions and forward declarations. */
  public final long size(int type) {
    return size(type, MOST_STEPS);
  }

  private long size(int type, int steps) {
    int base = resolve(type);
    TypeDefinition found = at(base);
    if (found == null || steps == 0) {
      return NONE;
    }
    return switch (found.kind()) {
      case POINTER -> POINTER_BYTES;
      case FUNCTION, FORWARD -> 0;
      case ARRAY -> {
        if (found.size() > 0) {
          yield found.size();
        }
        long one = size(found.array().contents(), steps - 1);
        yield one == NONE ? NONE : one * found.array().count();
      }
      default -> found.size();
    };
  }

  /** Returns the alignment of a value in bytes as a declaration in D gives it. */
  final long align(int type) {
    return align(type, MOST_STEPS);
  }

  private long align(int type, int steps) {
    TypeDefinition found = at(resolve(type));
    if (found == null || steps == 0) {
      return NONE;
    }
    return switch (found.kind()) {
      case POINTER, FUNCTION -> POINTER_BYTES;
      case ARRAY -> align(found.array().contents(), steps - 1);
      case STRUCT ->
          found.members().isEmpty() ? 0 : align(found.members().get(0).type(), steps - 1);
      case UNION -> {
        long most = 0;
        for (Member member : found.members()) {
          most = Math.max(most, align(member.type(), steps - 1));
        }
        yield most;
      }
      default -> found.size();
    };
  }

  /** Returns the encoding of an integer or a floating-point number that is no alias. */
  public final Optional<Encoding> encoding(int type) {
    TypeDefinition found = at(type);
    return found != null && (found.kind() == TypeKind.INTEGER || found.kind() == TypeKind.FLOAT)
        ? Optional.of(found.encoding())
        : Optional.empty();
  }

  /** Returns what an array that is no alias is made of. */
  public final Optional<ArrayShape> array(int type) {
    TypeDefinition found = at(type);
    return found != null && found.kind() == TypeKind.ARRAY
        ? Optional.of(found.array())
        : Optional.empty();
  }

  /** Returns the members of a struct or union, of anything else none. */
  public final ImmutableList<Member> members(int type) {
    TypeDefinition found = at(resolve(type));
    return found != null && found.kind().hasMembers() ? found.members() : ImmutableList.of();
  }

  /** Returns the first member of a name. */
  public final Optional<Member> member(int type, String memberName) {
    for (Member member : members(type)) {
      if (member.name().equals(memberName)) {
        return Optional.of(member);
      }
    }
    return Optional.empty();
  }

  final ImmutableList<Enumerator> enumerators(int type) {
    TypeDefinition found = at(resolve(type));
    return found != null && found.kind() == TypeKind.ENUM
        ? found.enumerators()
        : ImmutableList.of();
  }

  /** Returns whether an enum has a name at all. */
  public final boolean hasEnumerators(int type) {
    return !enumerators(type).isEmpty();
  }

  /** Returns the value of a name of an enum. */
  public final OptionalInt enumValue(int type, String valueName) {
    for (Enumerator enumerator : enumerators(type)) {
      if (enumerator.name().equals(valueName)) {
        return OptionalInt.of(enumerator.value());
      }
    }
    return OptionalInt.empty();
  }

  /**
   * Returns the pointer to a type that stands in the type's own container, {@value #NONE} if there
   * is none.
   */
  public final int pointer(int type) {
    int direct = ownPointer(type);
    return direct != NONE ? direct : ownPointer(resolve(type));
  }

  private int ownPointer(int type) {
    TypeContainer owner = owner(type);
    if (owner == null) {
      return NONE;
    }
    int found = owner.pointerTo(index(type));
    return found == 0 ? NONE : owner.number(found);
  }

  /**
   * Returns the type of a name such as {@code struct proc *} or {@code const char *}, {@value
   * #NONE} if there is none here or in the parent: {@code ctf_lookup_by_name}.
   */
  public final int lookup(String typeName) {
    return new NameLookup(this, typeName).find();
  }

  /** Returns the type's name, {@code char *(*)()}, or nothing if it has none. */
  public final Optional<String> typeName(int type) {
    return TypeText.of(this, type);
  }

  /** Returns whether two types are one and the same: {@code ctf_type_cmp}. */
  public static boolean same(TypeContainer left, int leftType, TypeContainer right, int rightType) {
    return leftType == rightType
        && (left == right || home(left, leftType) == home(right, rightType));
  }

  private static TypeContainer home(TypeContainer container, int type) {
    TypeContainer parent = container.parent();
    return isParents(type) && parent != null ? parent : container;
  }

  /**
   * Returns whether two types have the same form and name behind their aliases: {@code
   * ctf_type_compat}.
   */
  public static boolean compatible(
      TypeContainer left, int leftType, TypeContainer right, int rightType) {
    return compatible(left, leftType, right, rightType, MOST_STEPS);
  }

  private static boolean compatible(
      TypeContainer left, int leftType, TypeContainer right, int rightType, int steps) {
    if (same(left, leftType, right, rightType)) {
      return true;
    }
    int leftBase = left.resolve(leftType);
    int rightBase = right.resolve(rightType);
    TypeDefinition one = left.at(leftBase);
    TypeDefinition other = right.at(rightBase);
    if (one == null
        || other == null
        || steps == 0
        || one.kind() != other.kind()
        || !one.name().equals(other.name())) {
      return false;
    }
    return switch (one.kind()) {
      case INTEGER, FLOAT -> one.encoding().equals(other.encoding());
      case POINTER -> compatible(left, one.reference(), right, other.reference(), steps - 1);
      case ARRAY ->
          one.array().count() == other.array().count()
              && compatible(
                  left, one.array().contents(), right, other.array().contents(), steps - 1)
              && compatible(left, one.array().index(), right, other.array().index(), steps - 1);
      case STRUCT, UNION -> left.size(leftBase) == right.size(rightBase);
      case ENUM, FORWARD -> true;
      default -> false;
    };
  }

  @Override
  public String toString() {
    return count() + " types of " + name;
  }
}
