package org.bootarchive.boot.module;

import static com.google.common.base.Preconditions.checkArgument;

import java.util.OptionalInt;
import org.bootarchive.hash.HashCheck;
import org.bootarchive.ufs.text.ByteString;

/** Whether dboot checks a module against a hash, and what comes of it. */
public sealed interface HashState {

  /**
   * dboot checks the module.
   *
   * @param expected the characters that it finds where the hash is: forty, or fewer if a value on a
   *     command line is shorter, which always ends in a panic
   * @param hashModule the index of the hash module; empty if the hash is on the command line
   * @param result never {@link HashCheck.NotChecked}
   */
  record Checked(ByteString expected, OptionalInt hashModule, HashCheck result)
      implements HashState {
    /** Checks that there is a result. */
    public Checked {
      checkArgument(!(result instanceof HashCheck.NotChecked), "not checked: %s", result);
    }
  }

  /**
   * dboot does not check the module.
   *
   * @param hashModule the index of the hash module that has to do with it, if one has
   */
  record NotChecked(Reason reason, OptionalInt hashModule) implements HashState {}

  /** Why a module is not checked. */
  enum Reason {
    /** Hash modules are not checked, even if a hash is on their command line. */
    IS_HASH("is a hash itself"),
    /** Neither is a hash on the command line, nor has a hash module exactly the same name. */
    NO_HASH("no hash on its command line, and no hash module of exactly its name"),
    /**
     * The first hash module of that name is shorter than forty bytes; there is no second chance.
     */
    SHORT_HASH_MODULE("the first hash module of its name is shorter than 40 bytes"),
    /** dboot panicked at a module before this one. */
    EARLIER_PANIC("dboot panics before it comes to this module");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    /** Returns the reason for people. */
    public String text() {
      return text;
    }
  }
}
