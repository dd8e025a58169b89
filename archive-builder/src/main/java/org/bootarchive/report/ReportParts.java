package org.bootarchive.report;

import com.google.common.collect.ImmutableList;
import java.util.Optional;

/**
 * What a report has.
 *
 * @param texts what of each tree's files is shown
 * @param duplicates of each tree, the sets of nodes with the same content
 */
record ReportParts(
    String generator,
    String title,
    ImmutableList<ReportSource> sources,
    ReportSubject archive,
    ImmutableList<ReportedFinding> findings,
    ReportTrees trees,
    ImmutableList<TextContents> texts,
    ImmutableList<ImmutableList<ImmutableList<Integer>>> duplicates,
    ImmutableList<GroupMap> groups,
    Optional<ReportDifference> difference,
    Optional<ReportBoot> boot,
    Optional<ReportEnabling> enabling) {}
