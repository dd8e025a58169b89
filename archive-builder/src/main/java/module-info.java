/** The boot archive's world: modules, boot configuration, bootvfs, overlay. */
@org.jspecify.annotations.NullMarked
module org.bootarchive.archive {
  requires transitive org.jspecify;
  requires transitive org.bootarchive.ufs;
  requires transitive org.bootarchive.hash;
  requires com.google.common;
  requires com.google.gson;
  requires com.samskivert.jmustache;
  requires io.github.javadiffutils;
  requires org.apache.commons.compress;
  requires org.tukaani.xz;

  exports org.bootarchive.archive.anon to
      org.bootarchive.tool;
  exports org.bootarchive.archive.build;
  exports org.bootarchive.archive.convert;
  exports org.bootarchive.archive.diff;
  exports org.bootarchive.archive.host to
      org.bootarchive.tool;
  exports org.bootarchive.archive.image to
      org.bootarchive.tool;
  exports org.bootarchive.archive.patch;
  exports org.bootarchive.archive.platform;
  exports org.bootarchive.archive.extract;
  exports org.bootarchive.archive.overlay;
  exports org.bootarchive.archive.overlay.internal to
      org.bootarchive.tool;
  exports org.bootarchive.archive.source to
      org.bootarchive.tool;
  exports org.bootarchive.archive.tar to
      org.bootarchive.tool;
  exports org.bootarchive.archive.tree;
  exports org.bootarchive.archive.tree.mount to
      org.bootarchive.tool;
  exports org.bootarchive.boot.config;
  exports org.bootarchive.boot.config.grub to
      org.bootarchive.tool;
  exports org.bootarchive.boot.config.ipxe to
      org.bootarchive.tool;
  exports org.bootarchive.boot.config.loader to
      org.bootarchive.tool;
  exports org.bootarchive.boot.config.grub2 to
      org.bootarchive.tool;
  exports org.bootarchive.boot.config.syslinux to
      org.bootarchive.tool;
  exports org.bootarchive.boot.files to
      org.bootarchive.tool;
  exports org.bootarchive.boot.module;
  exports org.bootarchive.boot.vfs;
  exports org.bootarchive.boot;
  exports org.bootarchive.dtrace to
      org.bootarchive.tool;
  exports org.bootarchive.dtrace.compile;
  exports org.bootarchive.dtrace.conf to
      org.bootarchive.tool;
  exports org.bootarchive.dtrace.dif to
      org.bootarchive.tool;
  exports org.bootarchive.dtrace.dof to
      org.bootarchive.tool;
  exports org.bootarchive.dtrace.elf to
      org.bootarchive.tool;
  exports org.bootarchive.dtrace.text to
      org.bootarchive.tool;
  exports org.bootarchive.json;
  exports org.bootarchive.lofi;
  exports org.bootarchive.media.build to
      org.bootarchive.tool;
  exports org.bootarchive.media.disk to
      org.bootarchive.tool;
  exports org.bootarchive.media.nio to
      org.bootarchive.tool;
  exports org.bootarchive.media.volume to
      org.bootarchive.tool;
  exports org.bootarchive.report to
      org.bootarchive.tool;

  provides java.nio.file.spi.FileSystemProvider with
      org.bootarchive.media.nio.MediaFileSystemProvider;
}
