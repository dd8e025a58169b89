package org.bootarchive.dtrace.compile;

import org.bootarchive.dtrace.lang.Operator;
import org.bootarchive.dtrace.types.Encoding;
import org.bootarchive.dtrace.types.StabilityAttributes;
import org.bootarchive.dtrace.types.TypeKind;
import org.jspecify.annotations.Nullable;

/**
 * A node of a program's tree: {@code dt_node_t}. Checks give it a type and flags, and turn a name
 * into what it stands for, in place; a list is its first node, linked by {@link #next}.
 */
final class Node {
  static final int SIGNED = 0x1;
  static final int CHECKED = 0x2;

  /** The value is passed by its address. */
  static final int REFERENCE = 0x4;

  /** It has an address. */
  static final int ADDRESSABLE = 0x8;

  static final int WRITABLE = 0x10;
  static final int BIT_FIELD = 0x20;
  static final int USERLAND = 0x40;

  /** The register of a node without one. */
  static final int NO_REGISTER = -1;

  NodeKind kind;
  int line;
  Operator operator = Operator.NONE;
  int flags;

  /** How many nodes are below each other here. */
  int depth = 1;

  @Nullable CType type;
  StabilityAttributes attributes = StabilityAttributes.STABLE_COMMON;
  @Nullable Node next;

  /** Of the first in a list one near its end. */
  private @Nullable Node lastKnown;

  int register = NO_REGISTER;

  /** Of a string its text, of a name the name, of a member and of a parameter its name. */
  String text = "";

  /** Of an integer. */
  long value;

  @Nullable Identifier identifier;

  /** The operand, or the left one; of a statement its expression; of a clause its predicate. */
  @Nullable Node left;

  /** The right operand; of an index a list. */
  @Nullable Node right;

  /** What chooses between left and right; of an aggregation its function. */
  @Nullable Node condition;

  /**
   * Keys or arguments; of a clause its actions; of a translator or provider what it consists of.
   */
  @Nullable Node list;

  /** Of a clause its probe descriptions; of an {@code if} the statements of {@code else}. */
  @Nullable Node others;

  @Nullable ProbeSpecifier probe;
  @Nullable Translator translator;
  @Nullable ProbeModel probeModel;
  @Nullable ProviderModel provider;

  Node(NodeKind kind, int line) {
    this.kind = kind;
    this.line = line;
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }

  void set(int flag, boolean on) {
    flags = on ? flags | flag : flags & ~flag;
  }

  Node left() {
    return there(left);
  }

  Node right() {
    return there(right);
  }

  Node condition() {
    return there(condition);
  }

  Identifier identifier() {
    return there(identifier);
  }

  CType type() {
    return there(type);
  }

  private <T> T there(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("a part of a " + kind + " is missing");
    }
    return part;
  }

  /** Gives it a type, and the flags that follow from it: {@code dt_node_type_assign}. */
  void assignType(CType newType, boolean userland) {
    CType base = newType.base();
    TypeKind baseKind = base.kind();
    Encoding encoding = base.encoding().orElse(null);
    flags &= ~(SIGNED | REFERENCE | BIT_FIELD | USERLAND);
    if (baseKind == TypeKind.INTEGER && encoding != null) {
      set(BIT_FIELD, encoding.isBitField());
      set(SIGNED, encoding.signed());
    }
    boolean byReference =
        switch (baseKind) {
          case STRUCT, UNION, FORWARD, ARRAY, FUNCTION -> true;
          case FLOAT -> encoding != null && encoding.bits() / Byte.SIZE > Long.BYTES;
          default -> SpecialTypes.isDynamic(newType);
        };
    set(REFERENCE, byReference);
    set(USERLAND, userland);
    flags |= CHECKED;
    type = newType;
  }

  /** Takes type and flags of another one: {@code dt_node_type_propagate}. */
  void propagateFrom(Node source) {
    flags = source.flags & ~ADDRESSABLE;
    type = source.type;
  }

  /** Becomes what another one is, at its own place in its list: an index becomes a variable. */
  void become(Node other) {
    kind = other.kind;
    line = other.line;
    operator = other.operator;
    flags = other.flags;
    type = other.type;
    attributes = other.attributes;
    register = other.register;
    text = other.text;
    value = other.value;
    identifier = other.identifier;
    left = other.left;
    right = other.right;
    condition = other.condition;
    list = other.list;
  }

  /** Returns whether what type it has is only known of what it stands for. */
  boolean isDynamic() {
    if (kind == NodeKind.VARIABLE && identifier().has(Identifier.INLINE)) {
      Node root = identifier().inline == null ? null : identifier().inline.root;
      return root != null && root.isDynamic();
    }
    return type != null && SpecialTypes.isDynamic(type);
  }

  /** Returns what it stands for if that is of a kind: {@code dt_node_resolve}. */
  @Nullable Identifier resolve(IdentifierKind wanted) {
    boolean named =
        switch (kind) {
          case VARIABLE, SYMBOL, FUNCTION, AGGREGATION, INLINE, PROBE -> true;
          default -> isDynamic();
        };
    if (!named || identifier == null) {
      return null;
    }
    Identifier found = identifier.resolved();
    return found.kind == wanted ? found : null;
  }

  /** Returns how many there are from here on in the list. */
  static int count(@Nullable Node list) {
    int count = 0;
    for (Node node = list; node != null; node = node.next) {
      count++;
    }
    return count;
  }

  /** Takes it out of the list that it is in. */
  void unlink() {
    next = null;
    lastKnown = null;
  }

  /** Links a list to another: {@code dt_node_link}. */
  static @Nullable Node link(@Nullable Node list, @Nullable Node more) {
    if (list == null) {
      return more;
    }
    Node last = list.lastKnown == null ? list : list.lastKnown;
    while (last.next != null) {
      last = last.next;
    }
    last.next = more;
    list.lastKnown = more == null ? last : more;
    return list;
  }
}
