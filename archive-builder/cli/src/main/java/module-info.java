/** The command line. */
@org.jspecify.annotations.NullMarked
module org.bootarchive.tool {
  requires org.bootarchive.archive;
  requires com.google.common;
  requires info.picocli;
  requires me.tongfei.progressbar;

  opens org.bootarchive.tool to
      info.picocli;
}
