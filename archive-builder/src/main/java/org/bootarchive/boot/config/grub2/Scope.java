package org.bootarchive.boot.config.grub2;

import com.google.common.collect.ImmutableList;

/** The positional parameters of a function or of an entry: {@code grub_script_scope}. */
final class Scope {
  private ImmutableList<String> arguments;

  Scope(ImmutableList<String> arguments) {
    this.arguments = arguments;
  }

  ImmutableList<String> arguments() {
    return arguments;
  }

  void setArguments(ImmutableList<String> newArguments) {
    arguments = newArguments;
  }
}
