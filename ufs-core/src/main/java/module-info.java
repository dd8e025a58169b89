/** A UFS file system in a file or in memory: read, write, format, check. */
@org.jspecify.annotations.NullMarked
@SuppressWarnings("module") // The modules that qualified exports name are compiled later.
module org.bootarchive.ufs {
  requires transitive org.jspecify;
  requires transitive com.google.common;

  exports org.bootarchive.ufs;
  exports org.bootarchive.ufs.check;
  exports org.bootarchive.ufs.device;
  exports org.bootarchive.ufs.disk to
      org.bootarchive.archive,
      org.bootarchive.tool;
  exports org.bootarchive.ufs.finding;
  exports org.bootarchive.ufs.format;
  exports org.bootarchive.ufs.internal.device to
      org.bootarchive.hash,
      org.bootarchive.archive,
      org.bootarchive.tool;
  exports org.bootarchive.ufs.internal.file to
      org.bootarchive.archive,
      org.bootarchive.tool;
  exports org.bootarchive.ufs.internal.format to
      org.bootarchive.archive;
  exports org.bootarchive.ufs.internal.path to
      org.bootarchive.archive;
  exports org.bootarchive.ufs.internal.text to
      org.bootarchive.archive,
      org.bootarchive.tool;
  exports org.bootarchive.ufs.nio;
  exports org.bootarchive.ufs.text;
  exports org.bootarchive.ufs.volume to
      org.bootarchive.archive,
      org.bootarchive.tool;
  exports org.bootarchive.ufs.internal.work to
      org.bootarchive.hash,
      org.bootarchive.archive,
      org.bootarchive.tool;

  provides java.nio.file.spi.FileSystemProvider with
      org.bootarchive.ufs.nio.UfsFileSystemProvider;
}
