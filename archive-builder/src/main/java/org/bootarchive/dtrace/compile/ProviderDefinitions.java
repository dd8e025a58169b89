package org.bootarchive.dtrace.compile;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import org.bootarchive.dtrace.lang.ErrorTag;
import org.jspecify.annotations.Nullable;

/**
 * Providers that a program declares. An enabling for boot cannot have their probes, but a program
 * may name them.
 *
 * <p>Source: {@code dt_node_probe}, {@code dt_node_provider} and {@code dt_cook_provider}.
 */
final class ProviderDefinitions {
  private static final int MOST_NAME = 64;
  private static final int MOST_PARAMETERS = 255;

  private final Unit unit;

  ProviderDefinitions(Unit unit) {
    this.unit = unit;
  }

  Node probe(String text, @Nullable Node input, boolean hasOutput, @Nullable Node output) {
    String name = "::" + text.replace("__", "-");
    if (name.indexOf('`') >= 0) {
      throw unit.error(
          ErrorTag.D_PROV_BADNAME, "probe name may not contain scoping operator: %s", name);
    }
    if (name.length() - 2 >= MOST_NAME) {
      throw unit.error(
          ErrorTag.D_PROV_BADNAME,
          "probe name may not exceed %d characters: %s",
          MOST_NAME - 1,
          name);
    }
    Node node = new Node(NodeKind.PROBE, unit.position.line());
    int inputs = unit.declarations.checkPrototype(input, input, "probe input", false, true, true);
    int outputs =
        unit.declarations.checkPrototype(output, input, "probe output", false, true, false);
    checkCount(name, "input", inputs);
    checkCount(name, "output", outputs);
    node.text = name;
    node.list = input;
    node.others = hasOutput ? output : input;
    ImmutableList<Node> values = nodes(input, inputs);
    ImmutableList<Node> arguments = hasOutput ? nodes(output, outputs) : values;
    ImmutableIntArray.Builder mapping = ImmutableIntArray.builder();
    for (int i = 0; i < arguments.size(); i++) {
      String wanted = arguments.get(i).text;
      int from = i;
      if (!wanted.isEmpty()) {
        from = 0;
        while (from < values.size() && !values.get(from).text.equals(wanted)) {
          from++;
        }
      }
      mapping.add(from);
    }
    node.probeModel =
        new ProbeModel(
            name.substring(2),
            values,
            arguments,
            mapping.build(),
            hasOutput,
            new ProviderModel("", false, unit.session.generation));
    return node;
  }

  private void checkCount(String name, String which, int count) {
    if (count > MOST_PARAMETERS) {
      throw unit.error(
          ErrorTag.D_PROV_PRARGLEN,
          "probe %s %s prototype exceeds %d parameters: %d params used",
          name,
          which,
          MOST_PARAMETERS,
          count);
    }
  }

  private static ImmutableList<Node> nodes(@Nullable Node list, int count) {
    ImmutableList.Builder<Node> nodes = ImmutableList.builder();
    Node node = list;
    for (int i = 0; i < count && node != null; i++) {
      nodes.add(node);
      node = node.next;
    }
    return nodes.build();
  }

  Node provider(String name, @Nullable Node probes) {
    Node node = new Node(NodeKind.PROVIDER, unit.position.line());
    node.text = name;
    node.list = probes;
    if (name.indexOf('`') >= 0) {
      throw unit.errorAt(
          node,
          ErrorTag.D_PROV_BADNAME,
          "provider name may not contain scoping operator: %s",
          name);
    }
    if (name.length() >= MOST_NAME) {
      throw unit.errorAt(
          node,
          ErrorTag.D_PROV_BADNAME,
          "provider name may not exceed %d characters: %s",
          MOST_NAME - 1,
          name);
    }
    if (Character.digit(name.charAt(name.length() - 1), 10) >= 0) {
      throw unit.errorAt(
          node, ErrorTag.D_PROV_BADNAME, "provider name may not end with a digit: %s", name);
    }
    ProviderModel known = unit.session.probes.provider(name);
    node.provider = known != null ? known : unit.session.probes.declare(name);
    node.value = known != null ? 1 : 0;
    return node;
  }

  /** Compares a provider with what is known of it, or makes its probes known. */
  void check(Node node) {
    ProviderModel provider = node.provider;
    if (provider == null) {
      return;
    }
    boolean again = node.value != 0;
    for (Node probe = node.list; probe != null; probe = probe.next) {
      ProbeModel made = probe.probeModel;
      ProbeModel known = unit.session.probes.probe(provider, probe.text);
      if (made == null) {
        continue;
      }
      if (known != null && again) {
        compare(provider, probe, known, made);
      } else if (again) {
        throw unit.errorAt(
            probe,
            ErrorTag.D_PROV_INCOMPAT,
            """
            provider interface mismatch: %s
            \t current: probe %s:%s defined
            \tprevious: probe %s:%s not defined\
            """,
            node.text,
            node.text,
            probe.text,
            node.text,
            probe.text);
      } else if (known != null) {
        throw unit.errorAt(
            probe, ErrorTag.D_PROV_PRDUP, "probe redeclared: %s:%s", node.text, probe.text);
      } else {
        provider.probes.put(
            probe.text,
            new ProbeModel(
                made.name(),
                made.values(),
                made.arguments(),
                made.mapping(),
                made.translates(),
                provider));
      }
      checkTranslation(provider, probe, made);
    }
  }

  private void checkTranslation(ProviderModel provider, Node probe, ProbeModel made) {
    if (!made.translates()) {
      return;
    }
    SpecialTypes types = unit.session.types;
    for (int i = 0; i < made.arguments().size(); i++) {
      Node output = made.arguments().get(i);
      int from = made.mapping().get(i);
      if (from >= made.values().size()) {
        continue;
      }
      Node input = made.values().get(from);
      boolean fits =
          new TranslatorSearch(unit.session).find(input, output.type(), false) != null
              || NodeRules.areCompatible(input, output, types);
      if (!fits) {
        throw unit.errorAt(
            probe,
            ErrorTag.D_PROV_PRXLATOR,
            "translator for %s:%s output argument #%d from %s to %s is not defined",
            provider.name,
            probe.text,
            i + 1,
            NodeRules.typeName(input, types),
            NodeRules.typeName(output, types));
      }
    }
  }

  private void compare(ProviderModel provider, Node probe, ProbeModel old, ProbeModel made) {
    compare(provider, probe, "output", old.arguments(), made.arguments());
    if (old.translates() && made.translates()) {
      compare(provider, probe, "input", old.values(), made.values());
    }
    if (!old.translates() && made.translates()) {
      if (provider.ofKernel) {
        throw unit.errorAt(
            probe,
            ErrorTag.D_PROV_INCOMPAT,
            """
            provider interface mismatch: %s
            \t current: probe %s:%s has an output prototype
            \tprevious: probe %s:%s has no output prototype\
            """,
            provider.name,
            provider.name,
            probe.text,
            provider.name,
            probe.text);
      }
      provider.probes.put(probe.text, made);
    }
  }

  private void compare(
      ProviderModel provider,
      Node probe,
      String kind,
      ImmutableList<Node> old,
      ImmutableList<Node> made) {
    SpecialTypes types = unit.session.types;
    if (old.size() != made.size()) {
      throw unit.errorAt(
          probe,
          ErrorTag.D_PROV_INCOMPAT,
          "probe %s:%s %s prototype mismatch:\n\t current: %d arg%s\n\tprevious: %d arg%s",
          provider.name,
          probe.text,
          kind,
          made.size(),
          made.size() == 1 ? "" : "s",
          old.size(),
          old.size() == 1 ? "" : "s");
    }
    for (int i = 0; i < old.size(); i++) {
      CType before = old.get(i).type;
      CType now = made.get(i).type;
      if (before == null || now == null || !before.isSame(now)) {
        throw unit.errorAt(
            probe,
            ErrorTag.D_PROV_INCOMPAT,
            """
            probe %s:%s %s prototype argument #%d mismatch:
            \t current: %s
            \tprevious: %s\
            """,
            provider.name,
            probe.text,
            kind,
            i + 1,
            NodeRules.typeName(now, types),
            NodeRules.typeName(before, types));
      }
    }
  }
}
