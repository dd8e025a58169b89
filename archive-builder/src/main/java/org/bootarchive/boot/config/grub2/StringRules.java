package org.bootarchive.boot.config.grub2;

import java.io.IOException;
import java.util.List;
import org.bootarchive.boot.config.ConfigCode;
import org.bootarchive.boot.config.edit.OverlayRules;
import org.bootarchive.boot.config.grub2.MultibootLoader.Image;
import org.bootarchive.boot.config.grub2.MultibootLoader.Protocol;

/** Says it if a string does not mean to illumos what it seems to mean in the configuration. */
final class StringRules {
  private final GrubState state;

  StringRules(GrubState state) {
    this.state = state;
  }

  void judge(Image kernel, Protocol protocol, List<Image> modules) throws IOException {
    boolean second = protocol == Protocol.MULTIBOOT_2;
    String first = firstWord(kernel.string());
    if (first.isEmpty() || first.startsWith("-") || first.indexOf('/') < 0) {
      state.report(
          kernel.where(),
          Grub2Code.GRUB2_KERNEL_PATH_ONCE,
          "GRUB 2 does not hand over the path, and the kernel takes "
              + (first.isEmpty() ? "nothing" : "\"" + Shown.brief(first) + "\"")
              + " for its own path; write it twice: "
              + (second ? "multiboot2 " : "multiboot ")
              + twice(kernel));
    }
    if (modules.size() > OverlayRules.MAX_MODULES) {
      state.report(
          kernel.where(),
          ConfigCode.TOO_MANY_MODULES,
          modules.size() + " modules; the limit is " + OverlayRules.MAX_MODULES);
    }
    quoted(kernel, "a property with a comma or a blank cannot be given by GRUB 2");
    for (Image module : modules) {
      String word = firstWord(module.string());
      if (word.isEmpty() || word.matches("(type|name|hash)=.*")) {
        state.report(
            module.where(),
            Grub2Code.GRUB2_MODULE_PATH_ONCE,
            "GRUB 2 does not hand over the path, and the kernel takes "
                + (word.isEmpty() ? "nothing" : "\"" + Shown.brief(word) + "\"")
                + " for it; write it twice: "
                + (second ? "module2 " : "module ")
                + twice(module));
      }
      if (!module.unpacked() && !module.packed() && GrubFiles.isGzip(module.file().file())) {
        state.report(
            module.where(),
            Grub2Code.GRUB2_GZIP,
            Shown.brief(module.file().path())
                + " is a gzip file: a GRUB that was built with gzio unpacks it, another does not");
      }
      quoted(module, "a name with a blank cannot be given");
    }
  }

  private void quoted(Image image, String consequence) {
    String string = image.string();
    if (string.indexOf('"') >= 0 || string.indexOf('\\') >= 0) {
      state.report(
          image.where(),
          Grub2Code.GRUB2_QUOTED,
          "GRUB 2 puts quotes and backslashes into what it hands over: "
              + Shown.brief(string)
              + "; "
              + consequence);
    }
  }

  private static String twice(Image image) {
    String path = Shown.brief(image.file().path());
    String rest = image.string().isEmpty() ? "" : " " + Shown.brief(image.string());
    return path + " " + path + rest;
  }

  private static String firstWord(String string) {
    int blank = string.indexOf(' ');
    return blank < 0 ? string : string.substring(0, blank);
  }
}
