package org.bootarchive.tool;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.bootarchive.boot.module.ModuleHandover;
import org.bootarchive.boot.vfs.Explanation;
import org.bootarchive.boot.vfs.Lookup;
import org.bootarchive.json.ResultJson;

/** Answers as a JSON array, or an object that says that dboot panics. */
final class LookupJson implements LookupPrinter {
  private final PrintWriter out;
  private final List<ResultJson> answers = new ArrayList<>();

  LookupJson(OutputStream out) {
    this.out = StandardOutput.text(out);
  }

  @Override
  public boolean explains() {
    return true;
  }

  @Override
  public void panic(ModuleHandover.Panic panic) {
    out.println(ResultJson.ofPanic(panic));
    out.flush();
  }

  @Override
  public boolean print(String path, Explanation explanation) throws IOException {
    Lookup.Read read = Lookup.Read.of(explanation.lookup());
    answers.add(ResultJson.of(path, explanation, read));
    return read.isOk();
  }

  @Override
  public void end() {
    out.println(ResultJson.array(answers));
    out.flush();
  }
}
