package org.bootarchive.archive.platform;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.bootarchive.archive.platform.file.PlatformFile;

/** The files of a platform image, wherever they are. */
interface PlatformFiles {

  /** Returns the name of the top directory, empty if it is not known. */
  Optional<String> topName();

  /** Returns where a regular file can be read, empty if there is none of that name. */
  Optional<Path> find(String name) throws IOException;

  /** Returns all files by name. */
  ImmutableList<PlatformFile> files() throws IOException;
}
