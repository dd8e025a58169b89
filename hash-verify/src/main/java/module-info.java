/** boot_archive.hash and the digests. */
@org.jspecify.annotations.NullMarked
module org.bootarchive.hash {
  requires transitive org.jspecify;
  requires com.google.common;
  requires org.bouncycastle.provider;
}
