package org.bootarchive.boot.vfs;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bootarchive.boot.vfs.Explanation.Remark;
import org.bootarchive.boot.vfs.Explanation.Step;
import org.bootarchive.boot.vfs.Explanation.StepKind;
import org.jspecify.annotations.Nullable;

/** Keeps what it hears. A lookup that goes in circles fills no memory: steps end at a limit. */
final class RecordingTrace implements Trace {
  private static final int MAX_STEPS = 1000;

  private final List<Step> steps = new ArrayList<>();
  private final Set<Remark> remarks = new LinkedHashSet<>();
  private @Nullable String finalPath;

  @Override
  public boolean isOn() {
    return true;
  }

  @Override
  public void step(StepKind kind, String text) {
    if (steps.size() < MAX_STEPS) {
      steps.add(new Step(kind, text));
    } else if (steps.size() == MAX_STEPS) {
      steps.add(new Step(kind, "... and so on"));
    }
  }

  @Override
  public void remark(RemarkCode code, String text) {
    if (remarks.size() < MAX_STEPS) {
      remarks.add(new Remark(code, text));
    }
  }

  @Override
  public void pathBecame(String path) {
    finalPath = path;
  }

  /** Returns what the last link made of the path, or null if there was none. */
  @Nullable String finalPath() {
    return finalPath;
  }

  ImmutableList<Step> steps() {
    return ImmutableList.copyOf(steps);
  }

  ImmutableList<Remark> remarks() {
    return ImmutableList.copyOf(remarks);
  }
}
