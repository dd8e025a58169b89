package org.bootarchive.dtrace.compile;

import org.bootarchive.dtrace.lang.ErrorTag;

/** What a text may say of libraries that it depends on. */
interface LibraryDependencies {
  /**
   * Takes that a text depends on a library.
   *
   * @throws org.bootarchive.dtrace.lang.DException if the library is not there
   */
  void dependOn(Unit unit, String library);

  /** Returns one for texts that are no libraries, which may not depend on some. */
  static LibraryDependencies none() {
    return (unit, library) -> {
      throw unit.error(
          ErrorTag.D_PRAGMA_DEPEND, "main program may not explicitly depend on a library");
    };
  }
}
