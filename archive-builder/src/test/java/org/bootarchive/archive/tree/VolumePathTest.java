package org.bootarchive.archive.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.bootarchive.archive.tree.VolumePath.LastLink;
import org.bootarchive.testing.PatchedImage;
import org.bootarchive.testing.PatchedImage.Name;
import org.bootarchive.testing.Samples;
import org.bootarchive.ufs.disk.Inode;
import org.junit.jupiter.api.Test;

/** In the sample, 4 is a directory etc with passwd in it and a link zz. */
class VolumePathTest {
  private static Optional<String> find(PatchedImage image, String path, LastLink lastLink)
      throws IOException {
    return VolumePath.find(
            ArchiveTree.ofRoot(image.volume()),
            path.getBytes(StandardCharsets.ISO_8859_1),
            lastLink)
        .map(VolumePath::toString);
  }

  private static PatchedImage image(String linkText) throws IOException {
    return PatchedImage.of(Samples.clean(1))
        .names(Inode.ROOT, List.of(new Name("etc", 4), new Name("link", 10)))
        .linkText(10, linkText);
  }

  @Test
  void slashesAndDotsMeanWhatTheyDoToAProcess() throws IOException {
    PatchedImage image = image("etc");
    for (String path :
        List.of(
            "etc/passwd",
            "/etc/passwd",
            "//etc///passwd/",
            "./etc/./passwd",
            "../../etc/sub/../passwd")) {
      assertEquals(Optional.of("etc/passwd"), find(image, path, LastLink.KEEP), path);
    }
    for (String path : List.of("", "/", ".", "..", "etc/..")) {
      assertEquals(Optional.of("."), find(image, path, LastLink.KEEP), path);
    }
    for (String path : List.of("nothing", "etc/nothing", "etc/passwd/x", "etc/passwd/..")) {
      assertEquals(Optional.empty(), find(image, path, LastLink.KEEP), path);
    }
  }

  @Test
  void linksAreFollowedWithinTheImage() throws IOException {
    for (String text : List.of("etc", "/etc", "../../../etc/", "./etc/sub/..")) {
      PatchedImage image = image(text);
      assertEquals(Optional.of("etc/passwd"), find(image, "link/passwd", LastLink.KEEP), text);
      assertEquals(Optional.of("link"), find(image, "link", LastLink.KEEP));
      assertEquals(Optional.of("etc"), find(image, "link", LastLink.FOLLOW));
    }
  }

  @Test
  void aCircleOfLinksLeadsNowhere() throws IOException {
    PatchedImage image = image("link/link");
    assertEquals(Optional.empty(), find(image, "link", LastLink.FOLLOW));
    assertEquals(Optional.empty(), find(image, "link/x", LastLink.KEEP));
    assertEquals(Optional.of("link"), find(image, "link", LastLink.KEEP));
  }
}
