package org.bootarchive.archive.patch;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.bootarchive.archive.UsrImage;
import org.bootarchive.archive.UsrMount;
import org.bootarchive.archive.build.PlannedVolume;
import org.bootarchive.ufs.disk.InodeTime;
import org.bootarchive.ufs.volume.Volume;

final class UsrPlan implements UsrMount {
  static final EditPath PATH = EditPath.of("usr.lgz".getBytes(US_ASCII));

  UsrPlan(UsrImage image, PlannedVolume root, InodeTime clock, OptionalLong grow, Path target) {}

  PlannedVolume planned() throws IOException {
    throw new IOException("no");
  }

  @Override
  public Volume volume() throws IOException {
    return planned().volume();
  }

  void putInto(VolumeEditor root) throws IOException {}

  Optional<UsrPatchReport> report() {
    return Optional.empty();
  }

  @Override
  public void close() {}
}
