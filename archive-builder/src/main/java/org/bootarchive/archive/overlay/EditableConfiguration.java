package org.bootarchive.archive.overlay;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.bootarchive.boot.config.BootLoader;
import org.bootarchive.boot.config.OverlayModule;

/** A boot configuration that overlays are added to and taken from. */
public sealed interface EditableConfiguration
    permits GrubConfiguration, LoaderConfiguration, IpxeConfiguration {

  /** Returns the boot loader that reads it. */
  BootLoader bootLoader();

  /**
   * Returns an overlay with the path that this configuration needs: a URL where it has those.
   *
   * @param overlay with a path below the boot loader's root
   */
  OverlayModule located(OverlayModule overlay);

  /**
   * Adds overlays, or brings those that are there up to date.
   *
   * @param overlays located ones
   * @throws IOException if the configuration cannot be read or edited
   */
  ConfigEdit add(List<OverlayModule> overlays) throws IOException;

  /**
   * Takes away what was added.
   *
   * @throws IOException if the configuration cannot be read or edited
   */
  ConfigEdit remove() throws IOException;

  /**
   * Takes away overlays of some names that were added; what was done for their sake too, if no
   * other one is left.
   *
   * @param names without leading slash, such as {@code etc/system}
   * @throws IOException if the configuration cannot be read or edited
   */
  ConfigEdit remove(Set<String> names) throws IOException;
}
