package org.bootarchive.dtrace;

import com.google.common.collect.ImmutableSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bootarchive.dtrace.dof.Ecb;
import org.bootarchive.dtrace.dof.Enabling;

/**
 * The drivers that an enabling's probes come from, but for dtrace itself.
 *
 * @param named each driver of a provider that is named, with the first probe that needs it
 * @param eitherOf sets of drivers of which one may be enough, for providers that are patterns
 */
record RequiredDrivers(Map<String, String> named, Set<ImmutableSet<String>> eitherOf) {
  /** The driver that reads the enabling. */
  static final String DTRACE = "dtrace";

  static RequiredDrivers of(Enabling enabling) {
    Map<String, String> named = new LinkedHashMap<>();
    Set<ImmutableSet<String>> eitherOf = new LinkedHashSet<>();
    Set<String> seen = new LinkedHashSet<>();
    for (Ecb ecb : enabling.ecbs()) {
      if (!seen.add(ecb.probe().provider())) {
        continue;
      }
      ProbePattern provider = ProbePattern.of(ecb.probe().provider());
      if (provider.isName()) {
        Provider.driver(ecb.probe().provider())
            .filter(driver -> !driver.equals(DTRACE))
            .ifPresent(driver -> named.putIfAbsent(driver, ecb.probe().text()));
      } else {
        ImmutableSet<String> drivers =
            Provider.matching(provider).stream()
                .map(Provider::driver)
                .flatMap(Optional::stream)
                .collect(ImmutableSet.toImmutableSet());
        if (!drivers.isEmpty() && !drivers.contains(DTRACE)) {
          eitherOf.add(drivers);
        }
      }
    }
    return new RequiredDrivers(named, eitherOf);
  }
}
