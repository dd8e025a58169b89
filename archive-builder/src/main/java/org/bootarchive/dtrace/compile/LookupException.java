package org.bootarchive.dtrace.compile;

/** A type or symbol is not found; the message is libdtrace's. */
final class LookupException extends Exception {
  private static final long serialVersionUID = 1;

  LookupException(String message) {
    super(message, null, false, false);
  }

  static LookupException noType() {
    return new LookupException("Unknown type name");
  }

  static LookupException noSymbol() {
    return new LookupException("Unknown symbol name");
  }

  static LookupException notLoaded() {
    return new LookupException("Module is no longer loaded");
  }

  String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
