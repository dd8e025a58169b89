package org.bootarchive.tool;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.bootarchive.boot.vfs.Explanation;
import org.bootarchive.boot.vfs.Lookup;

/** Answers as a JSON array, or an object that says that dboot panics. */
final class LookupJson implements LookupPrinter {
  private final PrintWriter out;
  private final JsonArray answers = new JsonArray();

  LookupJson(OutputStream out) {
    this.out = new PrintWriter(out, false, StandardCharsets.UTF_8);
  }

  @Override
  public boolean explains() {
    return true;
  }

  @Override
  public void panic(String message) {
    JsonObject object = new JsonObject();
    object.addProperty("panic", message);
    Json.print(out, object);
    out.flush();
  }

  @Override
  public boolean print(String path, Explanation explanation) throws IOException {
    LookupResult result = LookupResult.of(explanation.lookup());
    JsonObject object = new JsonObject();
    object.addProperty("path", path);
    object.addProperty("result", result.word());
    if (result.lookup() instanceof Lookup.Found found && result.isOk()) {
      object.addProperty("fs", found.fileSystem().kernelName());
      object.addProperty("size", Long.toUnsignedString(found.size()));
      object.addProperty("mode", Integer.toOctalString(found.mode()));
      object.addProperty("bytesRead", result.bytesRead());
      object.addProperty("sha1", result.sha1());
    } else {
      object.addProperty("reason", result.reason());
    }
    object.add("steps", Json.strings(explanation.steps().stream().map(Explanation.Step::text)));
    JsonArray remarks = new JsonArray();
    for (Explanation.Remark remark : explanation.remarks()) {
      JsonObject one = new JsonObject();
      one.addProperty("code", remark.code().code());
      one.addProperty("message", remark.text());
      remarks.add(one);
    }
    object.add("remarks", remarks);
    answers.add(object);
    return result.isOk();
  }

  @Override
  public void end() {
    Json.print(out, answers);
    out.flush();
  }
}
