package org.bootarchive.dtrace.compile;

import com.google.common.collect.ImmutableList;
import org.bootarchive.dtrace.dof.DofWriter;

/**
 * What a text was made to.
 *
 * @param clauses in order, one for each description of each clause
 */
record CompiledText(ImmutableList<DofWriter.Clause> clauses) {}
