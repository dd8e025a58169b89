package org.bootarchive.dtrace.compile;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bootarchive.dtrace.KernelProbe;
import org.bootarchive.dtrace.ProbePattern;
import org.bootarchive.dtrace.lang.DException;
import org.bootarchive.dtrace.lang.ErrorTag;
import org.bootarchive.dtrace.types.ProbeArgument;
import org.bootarchive.dtrace.types.ProbeCatalog;
import org.bootarchive.dtrace.types.ProviderStability;
import org.bootarchive.dtrace.types.StabilityAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Finds the probes of descriptions, and the types of their arguments.
 *
 * <p>Source: libdtrace's {@code dt_provider.c}.
 */
final class ProbeModels {
  /**
   * What is known of a description.
   *
   * @param probe the probe whose arguments hold; null if several could, or none is there
   * @param attributes how stable the description is
   * @param nothing whether it matches no probe
   * @param stability of the provider
   */
  record Context(
      @Nullable ProbeModel probe,
      StabilityAttributes attributes,
      boolean nothing,
      ProviderStability stability) {}

  private final Session session;
  private final Map<String, ProviderModel> providers = new LinkedHashMap<>();

  ProbeModels(Session session) {
    this.session = session;
  }

  private ProbeCatalog catalog() {
    return session.environment.probes();
  }

  void removeOf(long generation) {
    providers.values().removeIf(provider -> provider.generation == generation);
  }

  static boolean isPattern(String part) {
    return part.isEmpty()
        || part.chars().anyMatch(c -> c == '[' || c == '?' || c == '*' || c == '\\');
  }

  /** Returns a provider that is known or that the kernel has, null if there is none. */
  @Nullable ProviderModel provider(String name) {
    ProviderModel known = providers.get(name);
    if (known != null || isPattern(name)) {
      return known;
    }
    Optional<ProviderStability> stability = catalog().provider(name);
    if (stability.isEmpty()) {
      return null;
    }
    ProviderModel made = new ProviderModel(name, true, session.generation);
    made.stability = stability.get();
    providers.put(name, made);
    return made;
  }

  ProviderModel declare(String name) {
    ProviderModel made = new ProviderModel(name, false, session.generation);
    providers.put(name, made);
    return made;
  }

  private static String key(KernelProbe probe) {
    return probe.module() + ":" + probe.function() + ":" + probe.name();
  }

  /** Returns a probe of a provider by its key, as declarations name it; null if there is none. */
  @Nullable ProbeModel probe(ProviderModel provider, String key) {
    ProbeModel known = provider.probes.get(key);
    if (known != null) {
      return known;
    }
    String[] parts = key.split(":", -1);
    KernelProbe wanted =
        new KernelProbe(
            "",
            parts.length > 2 ? parts[0] : "",
            parts.length > 2 ? parts[1] : "",
            parts[parts.length - 1]);
    ImmutableList<KernelProbe> found = catalog().matching(wanted, 1);
    return found.isEmpty() || !provider.ofKernel ? null : discover(provider, found.get(0));
  }

  /** Finds what a description means: {@code dt_probe_info}. */
  Context context(KernelProbe description) {
    ProviderModel provider = provider(description.provider());
    ProbeModel probe = provider == null ? null : provider.probes.get(key(description));
    if (probe == null || provider == null) {
      List<ProbeModel> declared = new ArrayList<>();
      ImmutableList<KernelProbe> found = matching(description, declared);
      int count = declared.size() + found.size();
      if (count == 0) {
        return new Context(null, unknown().provider(), true, unknown());
      }
      provider =
          declared.isEmpty() ? provider(found.get(0).provider()) : declared.get(0).provider();
      if (provider == null || (count > 1 && isUnstable(provider.stability, description))) {
        return new Context(null, unknown().provider(), false, unknown());
      }
      probe = declared.isEmpty() ? discover(provider, found.get(0)) : declared.get(0);
    }
    ProviderStability stability =
        isPattern(description.provider()) ? unknown() : provider.stability;
    StabilityAttributes attributes = stability.provider();
    if (!isPattern(description.module())) {
      attributes = attributes.minimum(stability.module());
    }
    if (!isPattern(description.function())) {
      attributes = attributes.minimum(stability.function());
    }
    if (!isPattern(description.name())) {
      attributes = attributes.minimum(stability.name());
    }
    return new Context(probe, attributes, false, provider.stability);
  }

  private static ProviderStability unknown() {
    return ProviderStability.of(StabilityAttributes.UNSTABLE_COMMON);
  }

  private static boolean isUnstable(ProviderStability stability, KernelProbe description) {
    return stability.arguments().data() < StabilityAttributes.EVOLVING
        || (stability.module().name() >= StabilityAttributes.EVOLVING
            && isPattern(description.module()))
        || (stability.function().name() >= StabilityAttributes.EVOLVING
            && isPattern(description.function()))
        || (stability.name().name() >= StabilityAttributes.EVOLVING
            && isPattern(description.name()));
  }

  private ImmutableList<KernelProbe> matching(KernelProbe description, List<ProbeModel> declared) {
    for (ProviderModel provider : providers.values()) {
      if (!provider.ofKernel && matches(description.provider(), provider.name)) {
        for (ProbeModel probe : provider.probes.values()) {
          if (declared.size() < 2 && matches(description.name(), probe.name())) {
            declared.add(probe);
          }
        }
      }
    }
    return declared.size() > 1 ? ImmutableList.of() : catalog().matching(description, 2);
  }

  private static boolean matches(String pattern, String name) {
    return pattern.isEmpty() || ProbePattern.of(pattern).matches(name);
  }

  private ProbeModel discover(ProviderModel provider, KernelProbe probe) {
    ImmutableList<ProbeArgument> described = catalog().arguments(probe);
    int count = described.stream().mapToInt(argument -> argument.nativeIndex() + 1).max().orElse(0);
    List<Node> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(new Node(NodeKind.TYPE, 0));
    }
    ImmutableList.Builder<Node> arguments = ImmutableList.builder();
    ImmutableIntArray.Builder mapping = ImmutableIntArray.builder();
    for (ProbeArgument argument : described) {
      Node value = values.get(argument.nativeIndex());
      Node shown = new Node(NodeKind.TYPE, 0);
      Declarations.Declared type = typeOf(argument.nativeType());
      if (type != null) {
        value.assignType(type.type(), type.userland());
      }
      String translated = argument.translatedType();
      if (type != null && (translated.isEmpty() || translated.equals(argument.nativeType()))) {
        shown.propagateFrom(value);
      } else {
        Declarations.Declared other = typeOf(translated);
        if (other != null) {
          shown.assignType(other.type(), false);
        }
      }
      arguments.add(shown);
      mapping.add(argument.nativeIndex());
    }
    ProbeModel made =
        new ProbeModel(
            probe.name(),
            ImmutableList.copyOf(values),
            arguments.build(),
            mapping.build(),
            true,
            provider);
    provider.probes.put(key(probe), made);
    return made;
  }

  /** Returns the type of a name, which is read as a text of its own; null if there is none. */
  private Declarations.@Nullable Declared typeOf(String text) {
    return new TextCompiler(session).type(text);
  }

  /** Sets the context of a clause for one of its descriptions: {@code dt_setcontext}. */
  void enter(Unit unit, KernelProbe description) {
    Context context = context(description);
    if (context.nothing() && !unit.flags.zeroProbes) {
      throw nothingMatches(unit, description);
    }
    Map<String, StabilityAttributes> attributes =
        Map.of(
            "probeprov", context.stability().provider(),
            "probemod", context.stability().module(),
            "probefunc", context.stability().function(),
            "probename", context.stability().name(),
            "args", context.stability().arguments());
    setAttributes(attributes);
    unit.description = description;
    unit.probe = context.probe();
    unit.descriptionAttributes = context.attributes();
  }

  private static DException nothingMatches(Unit unit, KernelProbe description) {
    return unit.error(
        ErrorTag.D_PDESC_ZERO,
        "probe description %s does not match any probes",
        ProbeSpecifier.text(description));
  }

  void leave(Unit unit) {
    StabilityAttributes stable = StabilityAttributes.STABLE_COMMON;
    setAttributes(
        Map.of(
            "probeprov", stable,
            "probemod", stable,
            "probefunc", stable,
            "probename", stable,
            "args", stable));
    unit.description = null;
    unit.probe = null;
  }

  private void setAttributes(Map<String, StabilityAttributes> attributes) {
    attributes.forEach(
        (name, value) -> {
          Identifier variable = session.globals.lookup(name);
          if (variable != null) {
            variable.attributes = value;
          }
        });
  }
}
