package org.bootarchive.dtrace.text;

import com.google.common.collect.ImmutableList;
import org.bootarchive.dtrace.dof.Ecb;

/**
 * A clause of D.
 *
 * @param lines the probes, the predicate if there is one, and a line for each statement between
 *     braces, indented by tabs
 * @param ecbs what it is compiled to; several if it has conditions
 */
public record ShownClause(ImmutableList<String> lines, ImmutableList<Ecb> ecbs) {}
