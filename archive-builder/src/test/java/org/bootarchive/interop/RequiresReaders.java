package org.bootarchive.interop;

import net.jqwik.api.lifecycle.LifecycleContext;
import net.jqwik.api.lifecycle.SkipExecutionHook;
import org.bootarchive.ufs.testing.RequiredTool;
import org.opentest4j.TestAbortedException;

/** Skips properties where a reader is missing; under CI they run, and fail. */
final class RequiresReaders implements SkipExecutionHook {
  @Override
  public SkipResult shouldBeSkipped(LifecycleContext context) {
    try {
      RequiredTool.GRUB_FSTEST.path();
      RequiredTool.TAR.path();
      RequiredTool.sleuthKit("fsstat").path();
      UserModeLinux.require();
      return SkipResult.doNotSkip();
    } catch (TestAbortedException e) {
      return SkipResult.skip(e.getMessage());
    } catch (AssertionError e) {
      // The property meets the same and fails where it can be seen.
      return SkipResult.doNotSkip();
    }
  }
}
