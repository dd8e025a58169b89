package org.bootarchive.json;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Multimaps;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.Collection;
import java.util.List;
import org.bootarchive.archive.anon.AnonymousBoot;
import org.bootarchive.dtrace.AnonymousEnabling;
import org.bootarchive.dtrace.dif.Difo;
import org.bootarchive.dtrace.dif.Disassembly;
import org.bootarchive.dtrace.dof.Ecb;
import org.bootarchive.dtrace.text.ShownClause;
import org.bootarchive.dtrace.text.ShownProgram;
import org.jspecify.annotations.Nullable;

/** An anonymous enabling for machines; chars of names stand for bytes. */
final class AnonymousJson {
  private AnonymousJson() {}

  static JsonObject of(AnonymousBoot boot, boolean disassemble) {
    AnonymousEnabling enabling = boot.enabling();
    JsonObject object = new JsonObject();
    object.addProperty("accepted", enabling.accepted());
    object.addProperty("refusal", enabling.refusal().orElse(null));
    object.addProperty("consequence", enabling.consequence());
    object.add("messages", JsonValues.strings(enabling.bootLines().stream()));
    object.add("probes", JsonValues.strings(enabling.probes().stream()));
    JsonObject options = new JsonObject();
    enabling.options().forEach((option, value) -> options.addProperty(option.optionName(), value));
    object.add("options", options);
    object.add("programs", programs(enabling.enabling().ecbs(), disassemble));
    object.add("forceloads", JsonValues.strings(enabling.forceloads().stream()));
    object.addProperty("driverConf", boot.driverConf().orElse(null));
    object.addProperty("system", boot.system().orElse(null));
    object.add("findings", FindingsJson.of(enabling.findings()));
    return object;
  }

  private static JsonArray programs(List<Ecb> ecbs, boolean disassemble) {
    JsonArray programs = new JsonArray();
    int number = 0;
    for (Collection<Ecb> ofProperty : Multimaps.index(ecbs, Ecb::property).asMap().values()) {
      List<Ecb> program = List.copyOf(ofProperty);
      ShownProgram shown = ShownProgram.of(program);
      JsonArray clauses = new JsonArray();
      JsonObject object = new JsonObject();
      object.addProperty("property", "dof-data-" + program.get(0).property());
      object.add("declarations", JsonValues.strings(shown.declarations().stream()));
      object.add("clauses", clauses);
      programs.add(object);
      for (ShownClause clause : shown.clauses()) {
        // Conditions make several clauses of one: the first has the text.
        ImmutableList<String> text = clause.lines();
        for (Ecb ecb : clause.ecbs()) {
          clauses.add(clause(number++, ecb, text, disassemble));
          text = ImmutableList.of();
        }
      }
    }
    return programs;
  }

  private static JsonObject clause(
      int number, Ecb ecb, ImmutableList<String> text, boolean disassemble) {
    JsonObject clause = new JsonObject();
    clause.addProperty("number", number);
    clause.addProperty("probe", ecb.probe().text());
    clause.add("text", JsonValues.strings(text.stream()));
    if (disassemble) {
      JsonObject dif = new JsonObject();
      dif.add("predicate", listing(ecb.predicate()));
      JsonArray actions = new JsonArray();
      ecb.actions().forEach(action -> actions.add(listing(action.difo())));
      dif.add("actions", actions);
      clause.add("dif", dif);
    }
    return clause;
  }

  private static JsonElement listing(@Nullable Difo difo) {
    return difo == null ? JsonNull.INSTANCE : JsonValues.strings(Disassembly.of(difo).stream());
  }
}
