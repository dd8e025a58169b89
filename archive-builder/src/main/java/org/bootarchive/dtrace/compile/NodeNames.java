package org.bootarchive.dtrace.compile;

import org.bootarchive.dtrace.lang.CText;

/** What messages call a node: {@code dt_node_name}. */
final class NodeNames {
  private NodeNames() {}

  static String of(Node node, SpecialTypes types) {
    return switch (node.kind) {
      case INTEGER -> "integer constant 0x" + Long.toHexString(node.value);
      case STRING -> "string constant \"" + CText.escape(node.text) + "\"";
      case NAME -> "identifier " + node.text;
      case VARIABLE, FUNCTION, AGGREGATION, INLINE -> {
        Identifier identifier = node.identifier();
        String prefix = identifier.kind == IdentifierKind.AGGREGATION ? "@" : "";
        String suffix = identifier.kind.isFunction() ? "( )" : "";
        yield identifier.kind.text() + " " + prefix + identifier.name + suffix;
      }
      case SYMBOL -> {
        SymbolReference symbol = node.identifier().symbol;
        yield symbol == null ? "symbol" : "symbol " + symbol.object() + "`" + symbol.name();
      }
      case TYPE -> "type " + NodeRules.typeName(node, types);
      case UNARY, BINARY, CONDITION -> "operator " + node.operator.sign();
      case EXPRESSION_STATEMENT, ACTION_STATEMENT -> of(node.left(), types);
      case PROBE_DESCRIPTION ->
          node.probe == null ? "probe description" : "probe description " + node.probe.text();
      case CLAUSE -> "clause";
      case MEMBER -> "member " + node.text;
      case TRANSLATOR ->
          node.translator == null
              ? "translator"
              : "translator <"
                  + NodeRules.typeName(node.translator.output, types)
                  + "> ("
                  + NodeRules.typeName(node.translator.input, types)
                  + ")";
      case PROBE, PROVIDER, IF -> "node <" + node.kind.number() + ">";
    };
  }
}
