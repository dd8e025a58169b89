package org.bootarchive.archive.build;

import com.google.common.collect.ImmutableList;
import org.bootarchive.archive.image.Content;
import org.bootarchive.ufs.device.BlockDevice;
import org.bootarchive.ufs.volume.Extent;
import org.bootarchive.ufs.volume.FileContent;
import org.bootarchive.ufs.volume.FileContentDevice;

/**
 * The bytes of a file in a volume, which stay holes where they are.
 *
 * @param file the file
 * @param holes its holes that end before its last byte
 */
record VolumeContent(FileContent file, ImmutableList<Extent> holes) implements Content {
  static VolumeContent of(FileContent file) {
    return new VolumeContent(
        file,
        file.extents().stream()
            .filter(extent -> extent.isHole() && extent.fileEnd() < file.size())
            .collect(ImmutableList.toImmutableList()));
  }

  @Override
  public long size() {
    return file.size();
  }

  @Override
  public BlockDevice open() {
    return FileContentDevice.of(file);
  }
}
