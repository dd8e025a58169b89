package org.bootarchive.tool;

/** The command line is wrong: its arguments do not go together, or one cannot be meant. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message);
  }

  UsageException(String message, Throwable cause) {
    super(message, cause);
  }
}
