package org.bootarchive.report;

import com.google.common.collect.ImmutableList;
import org.bootarchive.boot.DryBootReport;

/** A dry boot, and its steps. */
record ReportBoot(DryBootReport report, ImmutableList<BootStep> steps) {}
