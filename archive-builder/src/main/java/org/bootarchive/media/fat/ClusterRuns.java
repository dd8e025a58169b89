package org.bootarchive.media.fat;

import java.io.IOException;
import java.util.Arrays;
import org.bootarchive.ufs.device.CorruptImageException;

/** The clusters of a chain, as runs of neighbours. */
final class ClusterRuns {
  private int[] firstCluster = new int[4];

  /** How many clusters of the chain are before each run. */
  private int[] before = new int[4];

  private int runs;
  private int clusters;

  private ClusterRuns() {}

  /**
   * Follows a chain as far as it is needed.
   *
   * @param first the first cluster
   * @param needed how many clusters are wanted; a chain that is longer is not followed further
   * @param structure what the chain belongs to, for the exception
   * @throws CorruptImageException if the chain ends before, or leaves the file system
   */
  static ClusterRuns follow(
      FatTable table, FatGeometry geometry, long first, long needed, String structure)
      throws IOException {
    if (needed > geometry.clusterCount()) {
      throw new CorruptImageException(
          structure, -1, needed + " clusters, and there are " + geometry.clusterCount());
    }
    ClusterRuns chain = new ClusterRuns();
    long cluster = first;
    while (chain.clusters < needed) {
      if (!geometry.isCluster(cluster)) {
        throw new CorruptImageException(
            structure,
            -1,
            geometry.type().isEnd((int) cluster) && cluster > 0
                ? "its chain of clusters ends after " + chain.clusters + " of " + needed
                : "cluster " + cluster + " is none of the file system's");
      }
      long run = Math.min(table.runFrom(cluster), needed - chain.clusters);
      chain.add((int) cluster, (int) run);
      cluster = chain.clusters < needed ? table.get(cluster + run - 1) : cluster;
    }
    return chain;
  }

  /**
   * Follows a chain to its end.
   *
   * @param most the most clusters that it may have
   * @throws CorruptImageException if it is longer, runs in a circle, or leaves the file system
   */
  static ClusterRuns followAll(
      FatTable table, FatGeometry geometry, long first, long most, String structure)
      throws IOException {
    ClusterRuns chain = new ClusterRuns();
    long limit = Math.min(most, geometry.clusterCount());
    long cluster = first;
    do {
      if (!geometry.isCluster(cluster)) {
        throw new CorruptImageException(
            structure, -1, "cluster " + cluster + " is none of the file system's");
      }
      if (chain.clusters == limit) {
        throw new CorruptImageException(
            structure, -1, "its chain of clusters has no end within " + limit);
      }
      long run = Math.min(table.runFrom(cluster), limit - chain.clusters);
      chain.add((int) cluster, (int) run);
      cluster = table.get(cluster + run - 1);
    } while (!geometry.type().isEnd((int) cluster));
    return chain;
  }

  private void add(int cluster, int length) {
    boolean goesOn = runs > 0 && cluster == firstCluster[runs - 1] + (clusters - before[runs - 1]);
    if (!goesOn) {
      if (runs == firstCluster.length) {
        firstCluster = Arrays.copyOf(firstCluster, runs + (runs >> 1));
        before = Arrays.copyOf(before, firstCluster.length);
      }
      firstCluster[runs] = cluster;
      before[runs++] = clusters;
    }
    clusters += length;
  }

  /** Returns how many clusters there are. */
  int clusters() {
    return clusters;
  }

  /** Returns how many runs there are. */
  int runs() {
    return runs;
  }

  /** Returns the first cluster of a run. */
  int firstCluster(int run) {
    return firstCluster[run];
  }

  /** Returns how many clusters a run has. */
  int length(int run) {
    return (run + 1 < runs ? before[run + 1] : clusters) - before[run];
  }

  /** Returns how many clusters of the chain are before a run. */
  int before(int run) {
    return before[run];
  }

  /** Returns the run that has a cluster of the chain, counted from 0. */
  int runOf(long index) {
    int at = Arrays.binarySearch(before, 0, runs, (int) index);
    return at >= 0 ? at : -at - 2;
  }
}
