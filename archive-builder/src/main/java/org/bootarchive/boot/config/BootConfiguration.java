package org.bootarchive.boot.config;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.bootarchive.ufs.text.ByteString;

/**
 * The configuration of a boot loader: what it starts, and the overlays that are added to it and
 * taken out again.
 *
 * <p>A configuration may be several files of a boot volume; an edit changes one of them. Each boot
 * loader has a room of its own with one class that implements this; {@link BootLoader} is the list
 * of them. The interface is not sealed because the rooms know this package and not the reverse.
 */
public interface BootConfiguration {

  /** Returns the boot loader that reads it. */
  BootLoader bootLoader();

  /**
   * Returns what the boot loader would start, as far as it was followed; what was not is among the
   * findings.
   *
   * @throws IOException if a file of the configuration cannot be read, or is beyond every limit
   */
  ConfiguredBoot boot() throws IOException;

  /**
   * Returns an overlay with the path that this configuration needs: a URL where it has those.
   *
   * @param overlay with a path below the boot loader's root
   * @throws IOException if the configuration cannot be read
   */
  OverlayModule located(OverlayModule overlay) throws IOException;

  /**
   * Adds overlays, or brings those that are there up to date. Nothing is written.
   *
   * @param overlays located ones
   * @throws IOException if the configuration cannot be read or edited, or an overlay would not
   *     arrive at the kernel as it stands here
   */
  ConfigEdit add(List<OverlayModule> overlays) throws IOException;

  /**
   * Takes away what was added. Nothing is written.
   *
   * @throws IOException if the configuration cannot be read or edited
   */
  ConfigEdit remove() throws IOException;

  /**
   * Takes away overlays of some names that were added; what was done for their sake too, if no
   * other one is left. Nothing is written.
   *
   * @param names without leading slash, such as {@code etc/system}
   * @throws IOException if the configuration cannot be read or edited
   */
  ConfigEdit remove(Set<ByteString> names) throws IOException;
}
