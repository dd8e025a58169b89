package org.bootarchive.boot.config.loader;

import java.io.Serial;
import java.nio.file.Path;
import org.bootarchive.boot.config.ConfigException;

/** A file is not on the boot volume that its paths are said to be below. */
public final class OtherVolumeException extends ConfigException {
  @Serial private static final long serialVersionUID = 1;

  OtherVolumeException(Path file, Path volume) {
    super(file.toString(), "is not below the boot volume " + volume + ", which is to be named");
  }
}
