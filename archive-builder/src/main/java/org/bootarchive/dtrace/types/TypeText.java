package org.bootarchive.dtrace.types;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes a type as C does, {@code int (*)()}. What binds tightest in C comes last: the name, then
 * pointers, arrays, functions; parentheses stand where pointers or arrays bind against that order.
 *
 * <p>Source: {@code ctf_decl_push} and {@code ctf_type_qlname} of libctf.
 */
final class TypeText {
  private static final int MOST_STEPS = 256;
  private static final int MOST_CHARS = 4096;

  private enum Part {
    NAME,
    POINTER,
    ARRAY,
    FUNCTION
  }

  private final TypeContainer container;
  private final Map<Part, Deque<TypeDefinition>> parts = new EnumMap<>(Part.class);
  private final Map<Part, Integer> order = new EnumMap<>(Part.class);
  private Part qualified = Part.NAME;
  private boolean damaged;

  private TypeText(TypeContainer container) {
    this.container = container;
    for (Part part : Part.values()) {
      parts.put(part, new ArrayDeque<>());
      order.put(part, -1);
    }
  }

  static Optional<String> of(TypeContainer container, int type) {
    TypeText text = new TypeText(container);
    text.push(type, MOST_STEPS);
    return text.damaged ? Optional.empty() : Optional.of(text.write());
  }

  private void push(int type, int steps) {
    TypeDefinition found = container.at(type);
    if (found == null || steps == 0) {
      damaged = true;
      return;
    }
    Part part = Part.NAME;
    boolean qualifier = false;
    switch (found.kind()) {
      case ARRAY -> {
        push(found.array().contents(), steps - 1);
        part = Part.ARRAY;
      }
      case TYPEDEF -> {
        if (found.name().isEmpty()) {
          push(found.reference(), steps - 1);
          return;
        }
      }
      case FUNCTION -> {
        push(found.reference(), steps - 1);
        part = Part.FUNCTION;
      }
      case POINTER -> {
        push(found.reference(), steps - 1);
        part = Part.POINTER;
      }
      case VOLATILE, CONST, RESTRICT -> {
        push(found.reference(), steps - 1);
        part = qualified;
        qualifier = true;
      }
      default -> {}
    }
    Deque<TypeDefinition> nodes = parts.computeIfAbsent(part, key -> new ArrayDeque<>());
    if (nodes.isEmpty()) {
      order.put(part, order.values().stream().mapToInt(Integer::intValue).max().orElse(-1) + 1);
    }
    if (part.compareTo(qualified) > 0 && part.compareTo(Part.ARRAY) < 0) {
      qualified = part;
    }
    if (found.kind() == TypeKind.ARRAY || (qualifier && part == Part.NAME)) {
      nodes.addFirst(found);
    } else {
      nodes.addLast(found);
    }
  }

  @SuppressWarnings("EnumOrdinal")
  private boolean moved(Part part) {
    return order.getOrDefault(part, 0) > part.ordinal();
  }

  private String write() {
    boolean pointer = moved(Part.POINTER);
    boolean array = moved(Part.ARRAY);
    @Nullable Part right = array ? Part.ARRAY : pointer ? Part.POINTER : null;
    @Nullable Part left = pointer ? Part.POINTER : array ? Part.ARRAY : null;
    StringBuilder out = new StringBuilder();
    TypeKind last = TypeKind.POINTER;
    for (Part part : Part.values()) {
      for (TypeDefinition node : parts.getOrDefault(part, new ArrayDeque<>())) {
        if (last != TypeKind.POINTER && last != TypeKind.ARRAY) {
          out.append(' ');
        }
        if (left == part) {
          out.append('(');
          left = null;
        }
        out.append(piece(node));
        last = node.kind();
        if (out.length() > MOST_CHARS) {
          return out.toString();
        }
      }
      if (right == part) {
        out.append(')');
      }
    }
    return out.toString();
  }

  private static String piece(TypeDefinition node) {
    return switch (node.kind()) {
      case POINTER -> "*";
      case ARRAY -> "[" + node.array().count() + "]";
      case FUNCTION -> "()";
      case FORWARD ->
          switch (TypeKind.of(node.reference())) {
                case UNION -> "union ";
                case ENUM -> "enum ";
                default -> "struct ";
              }
              + node.name();
      case STRUCT -> "struct " + node.name();
      case UNION -> "union " + node.name();
      case ENUM -> "enum " + node.name();
      case VOLATILE -> "volatile";
      case CONST -> "const";
      case RESTRICT -> "restrict";
      case INTEGER, FLOAT, TYPEDEF -> node.name();
      case UNKNOWN -> "";
    };
  }
}
