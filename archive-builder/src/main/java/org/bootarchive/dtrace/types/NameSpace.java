package org.bootarchive.dtrace.types;

/** What names of types are looked up among; tags are names of their own. */
enum NameSpace {
  STRUCTS,
  UNIONS,
  ENUMS,
  NAMES;

  /** Returns where the name of a definition belongs. */
  static NameSpace of(TypeDefinition type) {
    return switch (type.kind()) {
      case STRUCT -> STRUCTS;
      case UNION -> UNIONS;
      case ENUM -> ENUMS;
      case FORWARD ->
          switch (TypeKind.of(type.reference())) {
            case UNION -> UNIONS;
            case ENUM -> ENUMS;
            default -> STRUCTS;
          };
      default -> NAMES;
    };
  }
}
