package org.bootarchive.ufs.testing;

import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropagationMode;
import net.jqwik.api.lifecycle.PropertyAttributes;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/**
 * Gives every property a seed that is a function of its name, so that a build's tests try the same
 * cases each time and on each machine; a soak run tries new ones.
 *
 * <p>With the system property {@code bootarchive.soak} set to a number, seeds are random and each
 * property is tried that many times as often. A seed that a property names itself stays.
 *
 * <p>The hook is in force where a project names it in {@code
 * META-INF/services/net.jqwik.api.lifecycle.LifecycleHook}.
 */
public final class PropertySeeds implements AroundPropertyHook {
  /** The tries of a property that does not say how many, as in junit-platform.properties. */
  private static final int DEFAULT_TRIES = 300;

  /** For the service loader. */
  public PropertySeeds() {}

  @Override
  public PropagationMode propagateTo() {
    return PropagationMode.ALL_DESCENDANTS;
  }

  @Override
  public PropertyExecutionResult aroundProperty(
      PropertyLifecycleContext context, PropertyExecutor property) {
    PropertyAttributes attributes = context.attributes();
    OptionalLong factor = soakFactor();
    if (factor.isPresent()) {
      long tries = attributes.tries().orElse(DEFAULT_TRIES) * factor.getAsLong();
      attributes.setTries((int) Math.min(tries, Integer.MAX_VALUE));
    } else if (attributes.seed().filter(seed -> !seed.isEmpty()).isEmpty()) {
      String name = context.containerClass().getName() + "." + context.targetMethod().getName();
      attributes.setSeed(Integer.toString(name.hashCode()));
    }
    return property.execute();
  }

  private static OptionalLong soakFactor() {
    return Optional.ofNullable(System.getProperty("bootarchive.soak"))
        .filter(text -> !text.isEmpty())
        .map(text -> OptionalLong.of(Long.parseLong(text)))
        .orElse(OptionalLong.empty());
  }
}
