/** boot_archive.hash and the digests. */
@org.jspecify.annotations.NullMarked
module org.bootarchive.hash {
  requires transitive org.jspecify;
  requires transitive org.bootarchive.ufs;
  requires transitive org.bouncycastle.provider;
  requires com.google.common;

  exports org.bootarchive.hash;
}
