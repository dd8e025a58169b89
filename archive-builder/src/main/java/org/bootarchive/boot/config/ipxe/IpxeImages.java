package org.bootarchive.boot.config.ipxe;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bootarchive.boot.config.ConfigCode;
import org.bootarchive.boot.config.ConfigException;
import org.bootarchive.boot.config.ConfigFile;
import org.bootarchive.boot.config.ConfigFiles;
import org.bootarchive.ufs.text.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The images that iPXE has in memory, in the order in which it fetched them, and which of them it
 * selected.
 *
 * <p>Source: {@code images} and {@code image_select} of core/image.c, {@code imgdownload} of
 * usr/imgmgmt.c.
 */
final class IpxeImages {
  private static final int MAX_IMAGES = 1000;
  private static final int MULTIBOOT_SEARCH = 8192;

  private final ConfigFiles files;
  private final boolean filesKnown;
  private final IpxeFindings findings;
  private final List<IpxeImage> inMemory = new ArrayList<>();

  /** Those that a command for modules fetched. */
  private final Set<IpxeImage> asModules = new HashSet<>();

  private @Nullable IpxeImage selected;
  private @Nullable IpxeImage missing;

  /**
   * Makes an empty memory.
   *
   * @param files what the servers serve
   * @param filesKnown whether the files are looked at; else any of them can be a kernel
   */
  IpxeImages(ConfigFiles files, boolean filesKnown, IpxeFindings findings) {
    this.files = files;
    this.filesKnown = filesKnown;
    this.findings = findings;
  }

  /** Returns whether the files are looked at. */
  boolean filesAreKnown() {
    return filesKnown;
  }

  ImmutableList<IpxeImage> all() {
    return ImmutableList.copyOf(inMemory);
  }

  /** Returns the last that was selected; it may have left the memory since. */
  @Nullable IpxeImage selected() {
    return selected;
  }

  /** Returns what a command without an image is about; null if that is not in memory. */
  @Nullable IpxeImage current() {
    return selected != null && inMemory.contains(selected) ? selected : null;
  }

  /** Returns the file that is not there and that the script ended over; null if it did not. */
  @Nullable IpxeImage missing() {
    return missing;
  }

  @Nullable IpxeImage find(String name) {
    return inMemory.stream().filter(image -> image.name.equals(name)).findFirst().orElse(null);
  }

  void select(IpxeImage image) {
    selected = image;
  }

  void add(IpxeImage image) {
    inMemory.add(image);
  }

  void remove(IpxeImage image) {
    inMemory.remove(image);
  }

  void clear() {
    inMemory.clear();
  }

  /** Keeps in mind that a command for modules fetched an image. */
  void fetchedAsModule(IpxeImage image) {
    asModules.add(image);
  }

  /**
   * Fetches an image.
   *
   * @param uri where it is
   * @param given the URI as the command has it
   * @param alternative whether the script goes on if the image is not there
   * @return null if it is not there
   * @throws IOException if a file cannot be read, or there are too many images
   */
  @Nullable IpxeImage fetch(String uri, String given, boolean alternative) throws IOException {
    ByteString path = ByteString.ofLatin1(IpxeSettings.visible(uri));
    if (!files.contains(path)) {
      findings.add(ConfigCode.IPXE_COMMAND_FAILED, path.brief(200) + " is not there");
      if (!alternative) {
        missing = new IpxeImage(uri, given, IpxeImage.Kind.OTHER, findings.where(), null);
      } else if (mayBeThere(uri)) {
        findings.add(
            ConfigCode.IPXE_UNDECIDED,
            "whether " + path.brief(200) + " is there depends on the machine; told as if not");
      }
      return null;
    }
    byte[] head = files.head(path, MULTIBOOT_SEARCH);
    IpxeImage.Kind kind = filesKnown ? IpxeImage.Kind.of(head) : IpxeImage.Kind.STAND_IN;
    ConfigFile script = kind == IpxeImage.Kind.SCRIPT ? files.open(path).orElse(null) : null;
    IpxeImage image = new IpxeImage(uri, given, kind, findings.where(), script);
    if (inMemory.size() >= MAX_IMAGES) {
      throw new ConfigException(findings.where(), "fetches more than " + MAX_IMAGES + " images");
    }
    inMemory.add(image);
    return image;
  }

  /**
   * Returns whether iPXE can execute an image. A stand-in is taken for a kernel where a kernel is
   * asked for, or where its name says so; a finding tells that it is none.
   */
  boolean canExecute(IpxeImage image) {
    return switch (image.kind) {
      case SCRIPT, KERNEL -> true;
      case OTHER -> false;
      case STAND_IN -> !asModules.contains(image) || image.uri.matches(".*/unix([?#].*)?");
    };
  }

  /** Returns whether a file can have the name that a URI has on some machine. */
  private boolean mayBeThere(String uri) throws IOException {
    if (IpxeSettings.withoutUnknown(uri).equals(uri)) {
      return false;
    }
    // A slash in the name of a setting separates nothing.
    String visiblePath = IpxeSettings.visible(uri);
    int slash = visiblePath.lastIndexOf('/', visiblePath.indexOf("${"));
    String folder = uri.substring(0, slash + 1);
    String name = uri.substring(slash + 1);
    if (slash < 0 || IpxeSettings.withoutUnknown(name).contains("/")) {
      return true;
    }
    String visible = IpxeSettings.visible(name);
    int first = visible.indexOf("${");
    int end = visible.lastIndexOf('}') + 1;
    for (ByteString there : files.names(ByteString.ofLatin1(folder))) {
      String text = there.latin1();
      if (text.length() >= first + visible.length() - end
          && text.startsWith(visible.substring(0, first))
          && text.endsWith(visible.substring(end))) {
        return true;
      }
    }
    return false;
  }
}
