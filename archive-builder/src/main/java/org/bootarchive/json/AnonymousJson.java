package org.bootarchive.json;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.List;
import org.bootarchive.archive.anon.AnonymousBoot;
import org.bootarchive.dtrace.AnonymousEnabling;
import org.bootarchive.dtrace.dif.Difo;
import org.bootarchive.dtrace.dif.Disassembly;
import org.bootarchive.dtrace.dof.ClauseText;
import org.bootarchive.dtrace.dof.Ecb;
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
    JsonArray clauses = new JsonArray();
    int property = -1;
    for (int i = 0; i < ecbs.size(); i++) {
      Ecb ecb = ecbs.get(i);
      if (ecb.property() != property) {
        property = ecb.property();
        clauses = new JsonArray();
        JsonObject program = new JsonObject();
        program.addProperty("property", "dof-data-" + property);
        program.add("clauses", clauses);
        programs.add(program);
      }
      clauses.add(clause(i, ecb, disassemble));
    }
    return programs;
  }

  private static JsonObject clause(int number, Ecb ecb, boolean disassemble) {
    JsonObject clause = new JsonObject();
    clause.addProperty("number", number);
    clause.addProperty("probe", ecb.probe().text());
    clause.add("text", JsonValues.strings(ClauseText.of(ecb).stream()));
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
