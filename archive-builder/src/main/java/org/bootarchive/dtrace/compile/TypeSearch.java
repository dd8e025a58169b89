package org.bootarchive.dtrace.compile;

import com.google.common.collect.ImmutableList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bootarchive.dtrace.elf.ElfSymbol;
import org.bootarchive.dtrace.types.CtfChangeException;
import org.bootarchive.dtrace.types.CtfFile;
import org.bootarchive.dtrace.types.ModuleTypes;
import org.bootarchive.dtrace.types.ParentTypes;
import org.bootarchive.dtrace.types.TypeContainer;
import org.bootarchive.dtrace.types.TypeDraft;
import org.bootarchive.dtrace.types.TypeKind;
import org.jspecify.annotations.Nullable;

/**
 * Looks for types and symbols: in C, in D, then in the modules in their order.
 *
 * <p>Source: {@code dt_type_lookup} and {@code dt_type_pointer} of libdtrace's {@code dt_parser.c},
 * {@code dtrace_lookup_by_type} and {@code dtrace_lookup_by_name} of its {@code dt_module.c}.
 */
final class TypeSearch {
  private static final String DELIMITERS = " \t\n\r\u000b\f*`";

  private final SpecialTypes special;
  private final ImmutableList<ModuleTypes> modules;
  private final Map<String, ModuleTypes> byName = new HashMap<>();
  private final Map<String, Map<String, CType>> declared = new HashMap<>();

  /** Names of types that are nowhere; types of modules do not change. */
  private final Set<String> absent = new HashSet<>();

  TypeSearch(SpecialTypes special, ImmutableList<ModuleTypes> modules) {
    this.special = special;
    this.modules = modules;
    modules.forEach(module -> byName.putIfAbsent(module.name(), module));
  }

  /** Returns the type of a name, {@code genunix`kthread_t *} for one of a certain module. */
  CType type(String name, boolean ofCAlone) throws LookupException {
    int tick = firstTick(name);
    if (tick >= 0) {
      int start = tick;
      while (start > 0 && DELIMITERS.indexOf(name.charAt(start - 1)) < 0) {
        start--;
      }
      String rest = name.substring(tick + 1);
      int second = rest.indexOf('`');
      int third = second < 0 ? -1 : rest.indexOf('`', second + 1);
      if (third >= 0 && (rest.indexOf('`', third + 1) >= 0 || !rest.startsWith("LM"))) {
        throw new LookupException("Improper use of scoping operator in type name");
      }
      return typeIn(name.substring(start, tick), name.substring(0, start) + rest);
    }
    return ofCAlone ? in(special.c, name) : everywhere(name);
  }

  /** Returns where the first tick is that ends a word of more than itself. */
  private static int firstTick(String name) {
    int at = 0;
    while (at < name.length()) {
      while (at < name.length() && isSpace(name.charAt(at))) {
        at++;
      }
      int end = at + 1;
      while (end < name.length() && DELIMITERS.indexOf(name.charAt(end)) < 0) {
        end++;
      }
      if (end >= name.length()) {
        return -1;
      }
      if (name.charAt(end) == '`') {
        return end;
      }
      at = end;
    }
    return -1;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  private CType typeIn(String object, String name) throws LookupException {
    return in(container(object), name);
  }

  private static CType in(TypeContainer container, String name) throws LookupException {
    int found = container.lookup(name);
    if (found == TypeContainer.NONE) {
      throw LookupException.noType();
    }
    return new CType(container, found);
  }

  private TypeContainer container(String object) throws LookupException {
    if (object.equals(special.c.name())) {
      return special.c;
    }
    if (object.equals(special.d.name())) {
      return special.d;
    }
    ModuleTypes module = byName.get(object);
    if (module == null) {
      throw LookupException.notLoaded();
    }
    return types(module)
        .orElseThrow(() -> new LookupException("Module does not contain any CTF data"));
  }

  Optional<CtfFile> types(ModuleTypes module) {
    return ParentTypes.of(module, modules);
  }

  /** Returns the module of a name, if there is one that has types. */
  boolean hasTypes(String module) {
    ModuleTypes found = byName.get(module);
    return module.equals("C") || module.equals("D") || (found != null && types(found).isPresent());
  }

  /** The first type that is more than a forward declaration is taken, else the last of those. */
  private CType everywhere(String name) throws LookupException {
    CType forward = null;
    for (TypeContainer own : new TypeContainer[] {special.c, special.d}) {
      CType found = new CType(own, own.lookup(name));
      if (found.exists()) {
        if (found.baseKind() != TypeKind.FORWARD) {
          return found;
        }
        forward = found;
      }
    }
    if (absent.contains(name)) {
      return orNone(forward);
    }
    boolean any = false;
    for (ModuleTypes module : modules) {
      CtfFile types = types(module).orElse(null);
      int number = types == null ? TypeContainer.NONE : types.lookup(name);
      if (types != null && number != TypeContainer.NONE) {
        CType found = new CType(types, number);
        if (found.baseKind() != TypeKind.FORWARD) {
          return found;
        }
        forward = found;
        any = true;
      }
    }
    if (!any) {
      absent.add(name);
    }
    return orNone(forward);
  }

  private static CType orNone(@Nullable CType forward) throws LookupException {
    if (forward == null) {
      throw LookupException.noType();
    }
    return forward;
  }

  /** Returns whether a type has the name, in C alone or anywhere. */
  boolean isType(String name, boolean ofCAlone) {
    try {
      type(name, ofCAlone);
      return true;
    } catch (LookupException e) {
      return false;
    }
  }

  /** Returns the pointer to a type, which is added to a container if nobody has it. */
  CType pointerTo(CType type, TypeDraft draft) throws CtfChangeException {
    int known = type.container().pointer(type.number());
    if (known != TypeContainer.NONE) {
      return type.with(known);
    }
    int to = inDraft(type, draft);
    return new CType(draft, draft.addPointer(true, to));
  }

  /** Returns the number of a type in a container, to which it is copied if it is foreign. */
  static int inDraft(CType type, TypeDraft draft) throws CtfChangeException {
    return type.container() == draft || type.container() == draft.parent()
        ? type.number()
        : draft.copy(type.container(), type.number());
  }

  /**
   * Returns a symbol.
   *
   * @param object the module, empty for any of the kernel
   * @param name the symbol
   */
  SymbolReference symbol(String object, String name) throws LookupException {
    if (!object.isEmpty()) {
      return symbolIn(object, name);
    }
    for (ModuleTypes module : modules) {
      Optional<Integer> found = module.symbolNumber(name);
      if (found.isPresent()) {
        return new SymbolReference(module.name(), name, module, found.get());
      }
    }
    throw LookupException.noSymbol();
  }

  private SymbolReference symbolIn(String object, String name) throws LookupException {
    ModuleTypes module = byName.get(object);
    boolean own = object.equals(special.c.name()) || object.equals(special.d.name());
    if (module == null && !own) {
      throw LookupException.notLoaded();
    }
    Optional<Integer> found = module == null ? Optional.empty() : module.symbolNumber(name);
    if (found.isPresent()) {
      return new SymbolReference(object, name, module, found.get());
    }
    if (declared.getOrDefault(object, Map.of()).containsKey(name)) {
      return new SymbolReference(object, name, null, 0);
    }
    throw LookupException.noSymbol();
  }

  /** Declares a symbol that is said to be elsewhere. */
  void declare(String object, String name, CType type) {
    declared.computeIfAbsent(object, key -> new HashMap<>()).put(name, type);
  }

  /** Returns the type of a symbol: {@code dtrace_symbol_type}. */
  CType symbolType(SymbolReference symbol) throws LookupException {
    ModuleTypes module = symbol.module();
    if (module == null) {
      CType type = declared.getOrDefault(symbol.object(), Map.of()).get(symbol.name());
      if (type == null) {
        throw LookupException.noSymbol();
      }
      return type;
    }
    ElfSymbol found = module.symbol(symbol.number());
    if (found.type() == ElfSymbol.Type.FUNCTION) {
      return special.functionPointer;
    }
    CtfFile types =
        types(module)
            .orElseThrow(() -> new LookupException("Module does not contain any CTF data"));
    if (found.type() != ElfSymbol.Type.OBJECT) {
      throw new LookupException("Symbol table entry is not a data object");
    }
    int type = module.objectType(symbol.number());
    if (type == TypeContainer.NONE) {
      throw new LookupException("No type information available for symbol");
    }
    return new CType(types, type);
  }
}
