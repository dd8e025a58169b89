package org.bootarchive.report.page;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The page's own text: template, style, script, and the library that lays out the treemap. */
final class PageResource {
  /** In the order of the page: what a file needs stands before it. */
  private static final List<String> STYLES =
      List.of(
          "base.css",
          "frame.css",
          "glance.css",
          "findings.css",
          "treemap.css",
          "groups.css",
          "files.css",
          "difference.css",
          "boot.css",
          "print.css");

  /** In the order of the page: what a file needs at once stands before it. */
  private static final List<String> SCRIPTS =
      List.of(
          "text.js",
          "elements.js",
          "tree.js",
          "virtual-list.js",
          "treemap.js",
          "space.js",
          "groups.js",
          "text-view.js",
          "entry-details.js",
          "search.js",
          "files.js",
          "text-difference.js",
          "difference.js",
          "frame.js",
          "main.js");

  private static final String HERE = "org/bootarchive/report/page/";
  private static final String LIBRARY = "META-INF/resources/webjars/d3-hierarchy/3.1.2/";

  private PageResource() {}

  static String style() throws IOException {
    return joined(STYLES);
  }

  /** Returns the script as a function, so that its names are its own. */
  static String script() throws IOException {
    return "(() => {\n\"use strict\";\n" + joined(SCRIPTS) + "})();\n";
  }

  /** Returns d3-hierarchy with its licence (ISC), which goes with every copy. */
  static String library() throws IOException {
    return "/*\nd3-hierarchy\n"
        + read(LIBRARY + "LICENSE")
        + "*/\n"
        + read(LIBRARY + "dist/d3-hierarchy.min.js");
  }

  private static String joined(List<String> names) throws IOException {
    StringBuilder joined = new StringBuilder();
    for (String name : names) {
      joined.append(text(name));
    }
    return joined.toString();
  }

  static String text(String name) throws IOException {
    return read(HERE + name);
  }

  /**
   * Returns a resource with line ends as HTML has them, which the hash of an element is made of.
   */
  private static String read(String path) throws IOException {
    // By the loader: where the library is not unpacked into our jar, it is in its own.
    try (InputStream in = PageResource.class.getClassLoader().getResourceAsStream(path)) {
      if (in == null) {
        throw new FileNotFoundException("no resource " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
  }
}
