package org.bootarchive.dtrace;

import com.google.common.collect.ImmutableSet;
import org.bootarchive.dtrace.conf.ConfRemark;
import org.bootarchive.dtrace.conf.DriverConf;
import org.bootarchive.dtrace.conf.DriverEntry;
import org.bootarchive.dtrace.conf.DriverProperty;

/** What is odd about how the enabling stands in dtrace.conf. */
final class DriverConfFindings {
  private static final String PREFIX = "dof-data-";

  private DriverConfFindings() {}

  static void add(DriverConf conf, FindingList findings) {
    if (conf.instance().isEmpty()) {
      findings.add(
          EnablingCode.INSTANCE_MISSING.finding(
              conf.name()
                  + " has no entry that makes the driver's device: the driver is not attached, and"
                  + " does not read the enabling"));
    }
    addNeverRead(conf, findings);
    for (ConfRemark finding : conf.findings()) {
      findings.add(finding.in(conf.name()));
    }
  }

  private static void addNeverRead(DriverConf conf, FindingList findings) {
    ImmutableSet<String> read =
        conf.enabling().stream().map(DriverProperty::name).collect(ImmutableSet.toImmutableSet());
    for (DriverEntry entry : conf.entries()) {
      for (DriverProperty property : entry.properties()) {
        if (property.name().startsWith(PREFIX) && !read.contains(property.name())) {
          findings.add(
              EnablingCode.PROPERTY_NEVER_READ.finding(
                  conf.name()
                      + ":"
                      + property.line()
                      + ": "
                      + property.name()
                      + " is never read: the kernel stops at "
                      + PREFIX
                      + read.size()
                      + ", which is missing"));
        }
      }
    }
  }
}
