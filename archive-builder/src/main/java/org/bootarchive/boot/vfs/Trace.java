package org.bootarchive.boot.vfs;

import org.bootarchive.boot.vfs.Explanation.StepKind;

/**
 * Listens to a lookup. The plain lookup has {@link #NONE}, so texts are only made where {@link
 * #isOn} says that somebody reads them.
 */
interface Trace {
  /** Listens to nothing. */
  Trace NONE =
      new Trace() {
        @Override
        public boolean isOn() {
          return false;
        }

        @Override
        public void step(StepKind kind, String text) {}

        @Override
        public void remark(RemarkCode code, String text) {}

        @Override
        public void pathBecame(String path) {}
      };

  boolean isOn();

  void step(StepKind kind, String text);

  void remark(RemarkCode code, String text);

  /** Tells what a link made of the path. */
  void pathBecame(String path);
}
