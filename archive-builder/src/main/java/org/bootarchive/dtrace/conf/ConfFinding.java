package org.bootarchive.dtrace.conf;

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
public record ConfFinding(ConfCode code, int line, int offset, String message, boolean printed) {}
