package org.bootarchive.archive.platform;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bootarchive.archive.build.BuildProgress;
import org.bootarchive.archive.tree.UsrImage;
import org.bootarchive.hash.engine.DigestEngines;
import org.bootarchive.ufs.text.EscapedBytes;
import org.bootarchive.ufs.volume.Volume;
import org.bouncycastle.crypto.Digest;

/**
 * Compares the manifest with all files: each is read once.
 *
 * <p>Not in a manifest are what did not exist when it was taken: usr.lgz, the manifest's copy in
 * the image, and files that the build empties after it.
 */
final class ManifestCheck {
  /** Where the image has a copy of the manifest ({@code bi_ship_manifest}). */
  static final String COPY = "usr/share/smartos/manifest";

  /** What the build empties when the manifest is made ({@code bi_file_fixups}). */
  static final ImmutableSet<String> EMPTIED = ImmutableSet.of("var/log/syslog", "var/adm/wtmpx");

  private static final String USR_IMAGE = UsrImage.NAME.toString();

  private final Platform platform;
  private final RegularFiles tree;
  private final PlatformFindings findings;
  private final Map<Identity, String> sums = new HashMap<>();
  private final Set<Identity> unreadable = new HashSet<>();

  /** A file whatever its name. */
  private record Identity(Volume volume, long inode) {
    static Identity of(RegularFile file) {
      return new Identity(file.volume(), file.number());
    }
  }

  ManifestCheck(Platform platform, RegularFiles tree, PlatformFindings findings) {
    this.platform = platform;
    this.tree = tree;
    this.findings = findings;
  }

  /** Checks the manifest, and returns how many lines it has. */
  int check(BuildProgress progress) throws IOException {
    Optional<byte[]> text = platform.read(PlatformImage.MANIFEST);
    if (text.isEmpty()) {
      findings.add(
          PlatformRule.MANIFEST_MISSING,
          "there is no " + PlatformImage.MANIFEST + ": the files are not compared with it");
      return 0;
    }
    FileManifest manifest = FileManifest.parse(text.get());
    for (FileManifest.Fault fault : manifest.faults()) {
      add(fault);
    }
    sum(manifest, progress);
    compare(manifest);
    checkCopy(text.get());
    return manifest.sums().size();
  }

  /** Returns the sum of each file that was read, by its path. */
  ImmutableMap<String, String> sums() {
    ImmutableMap.Builder<String, String> byPath = ImmutableMap.builder();
    for (RegularFile file : tree.files()) {
      String sum = sums.get(Identity.of(file));
      if (sum != null) {
        byPath.put(file.path(), sum);
      }
    }
    return byPath.buildKeepingLast();
  }

  private void add(FileManifest.Fault fault) {
    String line = "manifest line " + fault.line();
    switch (fault.wrong()) {
      case MALFORMED ->
          findings.add(
              PlatformRule.MANIFEST_MALFORMED, line + " is not an MD5, two spaces and ./PATH");
      case DUPLICATE ->
          findings.add(
              PlatformRule.MANIFEST_DUPLICATE, line + ": " + shown(fault.path()) + " again");
      case ORDER ->
          findings.add(
              PlatformRule.MANIFEST_ORDER,
              line + ": " + shown(fault.path()) + " comes before the line above it");
    }
  }

  private void sum(FileManifest manifest, BuildProgress progress) throws IOException {
    List<RegularFile> sources = new ArrayList<>();
    Set<Identity> known = new HashSet<>();
    long bytes = 0;
    for (RegularFile file : tree.files()) {
      if (known.add(Identity.of(file)) && !isUsrImage(file.path())) {
        sources.add(file);
        bytes += file.size();
      }
    }
    Md5Sums.compute(
        sources,
        Md5Sums.ARCHIVE_LIMIT,
        new Md5Sums.Sink() {
          @Override
          public void sum(int source, String digits) {
            RegularFile file = sources.get(source);
            String listed = manifest.sums().get(file.path());
            // Nearly all are as they should be, and in memory already.
            sums.put(Identity.of(file), digits.equals(listed) ? listed : digits);
          }

          @Override
          public void failure(int source, IOException reason) {
            unreadable.add(Identity.of(sources.get(source)));
            findings.add(
                PlatformRule.FILE_UNREADABLE, sources.get(source) + ": " + reason.getMessage());
          }
        },
        progress.started(bytes));
  }

  private boolean isUsrImage(String path) {
    return tree.usr() != RegularFiles.Usr.ROOTS_OWN && path.equals(USR_IMAGE);
  }

  private void compare(FileManifest manifest) {
    Set<String> seen = new HashSet<>();
    for (RegularFile file : tree.files()) {
      seen.add(file.path());
      String expected = manifest.sums().get(file.path());
      String actual = sums.get(Identity.of(file));
      boolean isEmptied = EMPTIED.contains(file.path()) && file.inode().size() == 0;
      if (expected == null) {
        if (!isEmptied && !isUsrImage(file.path()) && !file.path().equals(COPY)) {
          findings.add(PlatformRule.MANIFEST_FILE_UNLISTED, file + " is not in the manifest");
        }
      } else if (actual != null && !expected.equals(actual) && !isEmptied) {
        findings.add(
            PlatformRule.MANIFEST_MD5_DIFFERS,
            file + " has the MD5 " + actual + ", the manifest says " + expected);
      }
    }
    for (String path : manifest.sums().keySet()) {
      boolean isHidden =
          tree.usr() == RegularFiles.Usr.UNREADABLE && path.startsWith(RegularFiles.USR + "/");
      if (!seen.contains(path) && !isHidden) {
        findings.add(
            PlatformRule.MANIFEST_FILE_ABSENT,
            shown(path) + " is in the manifest and no file of the image");
      }
    }
  }

  private void checkCopy(byte[] manifest) {
    Optional<RegularFile> copy = tree.find(COPY);
    if (copy.isEmpty()) {
      if (tree.usr() != RegularFiles.Usr.UNREADABLE) {
        findings.add(PlatformRule.MANIFEST_COPY_MISSING, "the image has no " + COPY);
      }
      return;
    }
    Digest digest = DigestEngines.md5();
    digest.update(manifest, 0, manifest.length);
    byte[] sum = new byte[digest.getDigestSize()];
    digest.doFinal(sum, 0);
    Identity identity = Identity.of(copy.get());
    if (!unreadable.contains(identity)
        && !HexFormat.of().formatHex(sum).equals(sums.get(identity))) {
      findings.add(
          PlatformRule.MANIFEST_COPY_DIFFERS, COPY + " is another than " + PlatformImage.MANIFEST);
    }
  }

  private static String shown(String path) {
    return EscapedBytes.escape(path.getBytes(ISO_8859_1));
  }
}
