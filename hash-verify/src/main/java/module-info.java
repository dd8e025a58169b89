/** boot_archive.hash and the digests. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // The modules that qualified exports name are compiled later.
module org.bootarchive.hash {
  requires transitive org.jspecify;
  requires transitive org.bootarchive.ufs;
  requires transitive org.bouncycastle.provider;
  requires com.google.common;

  exports org.bootarchive.hash;
  exports org.bootarchive.hash.engine to
      org.bootarchive.archive;
}
