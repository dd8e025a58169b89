package org.bootarchive.dtrace.conf;

import org.bootarchive.ufs.finding.Finding;
import org.bootarchive.ufs.finding.SourceLine;

/**
 * Something in a document that the kernel misreads, passes over, or warns of.
 *
 * @param code what kind of thing it is
 * @param line the line it is in, counted from 1 by line feeds; 0 if it concerns no line. The line
 *     in the kernel's own message may differ, for the kernel miscounts after some errors
 * @param offset where that is in the document, in bytes
 * @param message the kernel's words if it says something, else what it does silently
 * @param printed whether the kernel prints the message, behind {@code WARNING: } or {@code NOTICE:
 *     }
 */
public record ConfRemark(ConfCode code, int line, int offset, String message, boolean printed) {

  /** Returns it as a finding about a file, which is named in front of the message. */
  public Finding in(String file) {
    if (line == 0) {
      return code.finding(file + ": " + message);
    }
    return code.at(new SourceLine(file, line), file + ":" + line + ": " + message);
  }
}
