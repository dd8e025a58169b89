package org.bootarchive.dtrace.compile;

/** What an identifier names: {@code DT_IDENT_*}, with the names that messages have. */
enum IdentifierKind {
  ARRAY("associative array"),
  SCALAR("scalar"),
  POINTER("pointer"),
  FUNCTION("function"),
  AGGREGATION("aggregation"),
  AGGREGATING_FUNCTION("aggregating function"),
  TRACING_FUNCTION("tracing function"),
  TRANSLATED("translated data"),
  TRANSLATED_POINTER("pointer to translated data"),
  SYMBOL("external symbol reference"),
  ENUMERATOR("enumerator"),
  PROBE("probe definition");

  private final String text;

  IdentifierKind(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  boolean isFunction() {
    return this == FUNCTION || this == AGGREGATING_FUNCTION || this == TRACING_FUNCTION;
  }
}
