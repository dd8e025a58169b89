package org.bootarchive.dtrace.compile;

import java.util.Optional;
import org.bootarchive.dtrace.types.ArrayShape;
import org.bootarchive.dtrace.types.Encoding;
import org.bootarchive.dtrace.types.TypeContainer;
import org.bootarchive.dtrace.types.TypeKind;
import org.jspecify.annotations.Nullable;

/**
 * What can be said of a node by its type: {@code dt_node_is_*} of libdtrace's {@code dt_parser.c}.
 */
final class NodeRules {
  private NodeRules() {}

  private static CType base(Node node) {
    return node.type().base();
  }

  static boolean isInteger(Node node) {
    CType base = base(node);
    return base.kind() == TypeKind.ENUM || (base.kind() == TypeKind.INTEGER && !base.isVoid());
  }

  /** Returns whether it can be calculated with; nothing of floating point can. */
  static boolean isArithmetic(Node node) {
    return isInteger(node);
  }

  static boolean isFloat(Node node) {
    CType base = base(node);
    return base.kind() == TypeKind.FLOAT
        && base.encoding().filter(Encoding::isRealNumber).isPresent();
  }

  static boolean isScalar(Node node) {
    return isInteger(node) || base(node).kind() == TypeKind.POINTER;
  }

  /** Returns whether it points to nothing of a size: to void or a function. */
  static boolean isVoidOrFunctionPointer(Node node) {
    CType base = base(node);
    if (base.kind() != TypeKind.POINTER) {
      return false;
    }
    CType to = base.referenced().base();
    return to.kind() == TypeKind.FUNCTION || to.isVoid();
  }

  static boolean isString(Node node, SpecialTypes types) {
    return types.string.equals(node.type);
  }

  static boolean isStack(Node node, SpecialTypes types) {
    return types.stack.equals(node.type);
  }

  static boolean isSymbolAddress(Node node, SpecialTypes types) {
    return types.symbolAddress.equals(node.type);
  }

  static boolean isUserSymbolAddress(Node node, SpecialTypes types) {
    return types.userSymbolAddress.equals(node.type);
  }

  /** Returns whether it is a string or an array of or pointer to chars. */
  static boolean isLikeString(Node node) {
    CType base = base(node);
    return switch (base.kind()) {
      case POINTER -> base.referenced().base().isChar();
      case ARRAY -> isCharArray(base);
      default -> false;
    };
  }

  static boolean isCharArray(CType base) {
    return base.array()
        .map(ArrayShape::contents)
        .map(base::with)
        .map(CType::base)
        .filter(CType::isChar)
        .isPresent();
  }

  static boolean isPointer(Node node, SpecialTypes types) {
    if (isString(node, types)) {
      return false;
    }
    TypeKind kind = base(node).kind();
    return kind == TypeKind.POINTER || kind == TypeKind.ARRAY;
  }

  static boolean isVoid(Node node, SpecialTypes types) {
    return !node.isDynamic()
        && !isStack(node, types)
        && !isSymbolAddress(node, types)
        && !isUserSymbolAddress(node, types)
        && base(node).isVoid();
  }

  static boolean isPositiveConstant(Node node) {
    return node.kind == NodeKind.INTEGER
        && node.value != 0
        && (!node.has(Node.SIGNED) || node.value > 0);
  }

  static boolean isAction(Node node) {
    return node.kind == NodeKind.FUNCTION
        && node.identifier().kind == IdentifierKind.TRACING_FUNCTION;
  }

  /** Returns the type that two pointers have together, nothing if they do not go together. */
  static Optional<CType> commonPointer(Node left, Node right) {
    if (left.isDynamic() || right.isDynamic()) {
      return Optional.empty();
    }
    boolean leftInteger = isInteger(left);
    boolean rightInteger = isInteger(right);
    if ((leftInteger && rightInteger)
        || (leftInteger && !isNull(left))
        || (rightInteger && !isNull(right))
        || (!leftInteger && !rightInteger && left.has(Node.USERLAND) != right.has(Node.USERLAND))) {
      return Optional.empty();
    }
    CType leftBase = leftInteger ? base(right) : base(left);
    CType rightBase = rightInteger ? base(left) : base(right);
    CType leftTo = pointedTo(leftBase);
    CType rightTo = pointedTo(rightBase);
    if (leftTo == null || rightTo == null) {
      return Optional.empty();
    }
    boolean rightVoid = rightTo.hasNoBits();
    boolean fits = leftTo.hasNoBits() || rightVoid || leftTo.isCompatible(rightTo);
    return fits ? Optional.of(rightVoid ? leftBase : rightBase) : Optional.empty();
  }

  private static boolean isNull(Node node) {
    return node.kind == NodeKind.INTEGER && node.value == 0;
  }

  private static @Nullable CType pointedTo(CType base) {
    return switch (base.kind()) {
      case POINTER -> base.referenced().base();
      case ARRAY -> base.array().map(ArrayShape::contents).map(base::with).orElse(base).base();
      default -> null;
    };
  }

  /** Returns whether a value of the one can be given where the other is expected. */
  static boolean areCompatible(Node left, Node right, SpecialTypes types) {
    if ((isInteger(left) && isInteger(right))
        || (isLikeString(left) && isLikeString(right))
        || (isStack(left, types) && isStack(right, types))
        || (isSymbolAddress(left, types) && isSymbolAddress(right, types))
        || (isUserSymbolAddress(left, types) && isUserSymbolAddress(right, types))) {
      return true;
    }
    return switch (base(left).kind()) {
      case FUNCTION, STRUCT, UNION -> left.type().isCompatible(right.type());
      default -> commonPointer(left, right).isPresent();
    };
  }

  /** Returns the type of what is calculated of two integers: {@code dt_type_promote}. */
  static CType promoted(Node left, Node right, SpecialTypes types) {
    CType leftType = base(left).kind() == TypeKind.ENUM ? types.integer : left.type();
    CType rightType = base(right).kind() == TypeKind.ENUM ? types.integer : right.type();
    int leftRank = rank(leftType);
    int rightRank = rank(rightType);
    if (leftRank == rightRank) {
      return leftType.base().number() < rightType.base().number() ? rightType : leftType;
    }
    return leftRank > rightRank ? leftType : rightType;
  }

  private static int rank(CType type) {
    return type.base().encoding().map(e -> e.bits() + (e.signed() ? 0 : 1)).orElse(0);
  }

  /** Returns the name of a node's type as messages have it. */
  static String typeName(Node node, SpecialTypes types) {
    if (node.isDynamic() && node.identifier != null) {
      return node.identifier.resolved().kind.text();
    }
    return (node.has(Node.USERLAND) ? "userland " : "") + typeName(node.type, types);
  }

  static String typeName(@Nullable CType type, SpecialTypes types) {
    if (type == null) {
      return "<none>";
    }
    if (type.equals(types.functionPointer)) {
      return "function pointer";
    }
    if (type.equals(types.functionType)) {
      return "function";
    }
    return SpecialTypes.isDynamic(type) ? "dynamic variable" : type.name();
  }

  /** Returns the bytes of a node's value, 0 if that is not known. */
  static long size(Node node) {
    if (node.kind == NodeKind.STRING) {
      return node.text.length() + 1L;
    }
    if (node.isDynamic() && node.identifier != null) {
      Identifier resolved = node.identifier.resolved();
      return switch (resolved.rule) {
        case NAMED_TYPE, KNOWN_TYPE, INLINE -> resolved.type == null ? -1 : resolved.type.size();
        default -> 0;
      };
    }
    CType base = base(node);
    return base.kind() == TypeKind.FORWARD ? 0 : node.type().size();
  }

  /** Returns the bytes that {@code sizeof} gives; of a symbol those of its module. */
  static long sizeOf(Node node) {
    if (node.kind != NodeKind.SYMBOL || node.identifier().symbol == null) {
      return size(node);
    }
    return node.identifier().symbol.size(node.type().size());
  }

  static boolean exists(@Nullable CType type) {
    return type != null && type.number() != TypeContainer.NONE;
  }
}
