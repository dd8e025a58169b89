package org.bootarchive.dtrace.compile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import org.bootarchive.dtrace.KernelProbe;
import org.bootarchive.dtrace.dif.DifVariable;
import org.bootarchive.dtrace.lang.DException;
import org.bootarchive.dtrace.lang.ErrorTag;
import org.bootarchive.dtrace.lang.LinePosition;
import org.bootarchive.dtrace.types.StabilityAttributes;
import org.bootarchive.dtrace.types.TypeDraft;
import org.jspecify.annotations.Nullable;

/** One text that is compiled, with what is known only as long: {@code dt_pcb_t}. */
final class Unit {
  /** Nodes below each other; more could not be walked. */
  static final int MOST_DEPTH = 700;

  private static final int END_OF_VARIABLE_IDS = 0xffff;

  final Session session;
  final Source source;
  final CompileFlags flags;
  final LinePosition position = new LinePosition();
  final Set<String> ambiguous = new HashSet<>();
  final IdentifierTable locals =
      new IdentifierTable("clause local", DifVariable.FIRST_USER_ID, END_OF_VARIABLE_IDS);
  final Declarations declarations = new Declarations(this);
  final PendingPragmas pragmas = new PendingPragmas();

  /** Tables that go before the globals: parameters of an inline or a translator. */
  final List<IdentifierTable> inner = new ArrayList<>();

  final boolean[] argumentUsed;

  /** The file that a control line named. */
  @Nullable String fileTag;

  /** The part of a clause that is checked, which messages without a line name. */
  @Nullable String region;

  /** How many files include each other here, by control lines. */
  int includeDepth;

  /** The probe description whose clause is checked. */
  @Nullable KernelProbe description;

  /** How stable that description is. */
  StabilityAttributes descriptionAttributes = StabilityAttributes.STABLE_COMMON;

  /** The probe whose arguments hold, null if several could. */
  @Nullable ProbeModel probe;

  Unit(Session session, Source source, CompileFlags flags) {
    this.session = session;
    this.source = source;
    this.flags = flags;
    this.argumentUsed = new boolean[source.arguments().size()];
  }

  /** Returns the container that declarations go to. */
  TypeDraft draft() {
    return includeDepth != 0 ? session.types.c : session.types.d;
  }

  CType lookupType(String name) throws LookupException {
    return session.search.type(name, includeDepth != 0);
  }

  @Nullable Identifier lookup(String name) {
    for (int i = inner.size() - 1; i >= 0; i--) {
      Identifier found = inner.get(i).lookup(name);
      if (found != null) {
        return found;
      }
    }
    return session.globals.lookup(name);
  }

  /** Returns an error at the line that is being worked on: {@code xyerror}. */
  DException error(ErrorTag tag, String format, Object... values) {
    return new DException(tag, position.line(), String.format(Locale.ROOT, format, values));
  }

  /** Returns an error at a node: {@code dnerror}. */
  DException errorAt(Node node, ErrorTag tag, String format, Object... values) {
    return new DException(tag, node.line, String.format(Locale.ROOT, format, values));
  }

  /** Gives a node how stable it is, at least what was asked for: {@code dt_node_attr_assign}. */
  void assignAttributes(Node node, StabilityAttributes attributes) {
    if (flags.checkStability && attributes.lessThan(flags.leastStability)) {
      throw errorAt(
          node,
          ErrorTag.D_ATTR_MIN,
          "attributes for %s (%s) are less than predefined minimum",
          NodeNames.of(node, session.types),
          attributes);
    }
    node.attributes = attributes;
  }

  /** Returns an error that libdtrace tells without a place. */
  static DException placeless(String text) {
    return new DException(null, 0, text);
  }

  Identifier newIdentifier(
      String name, IdentifierKind kind, CheckRule rule, int id, int identifierFlags) {
    Identifier made = new Identifier(name, kind, rule, id, session.generation, position.line());
    made.flags = identifierFlags;
    return made;
  }

  /** Adds a global, to which a control line that came before may apply. */
  void addGlobal(Identifier identifier) {
    session.globals.insert(identifier);
    pragmas.applyTo(identifier);
  }

  /** Returns a number for a new variable of a table. */
  int newId(IdentifierTable table, String name) {
    OptionalInt id = table.nextId();
    if (id.isEmpty()) {
      throw error(
          ErrorTag.D_ID_OFLOW,
          "cannot create %s: limit on number of %s variables exceeded",
          name,
          table.name());
    }
    return id.getAsInt();
  }

  /** Returns whether an identifier of this text was neither declared, read nor written yet. */
  boolean isUntouched(Identifier identifier) {
    return identifier.generation == session.generation
        && !identifier.has(Identifier.READ | Identifier.WRITTEN | Identifier.DECLARED);
  }

  /** Returns the message of an error with its place, as libdtrace writes it. */
  String message(DException error) {
    String text = error.text();
    ErrorTag tag = error.tag();
    if (tag == null) {
      return text;
    }
    String file = fileTag != null ? fileTag : source.fileTag();
    int line = source.isFile() ? error.line() : 0;
    StringBuilder message = new StringBuilder();
    if (flags.showTags) {
      message.append('[').append(tag).append("] ");
    }
    if (file != null) {
      message.append('"').append(file).append("\", line ").append(line).append(": ");
    } else if (line != 0) {
      message.append("line ").append(line).append(": ");
    } else if (region != null) {
      message.append("in ").append(region).append(": ");
    }
    return message.append(text).toString();
  }
}
