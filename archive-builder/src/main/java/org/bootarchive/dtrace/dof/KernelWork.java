package org.bootarchive.dtrace.dof;

/**
 * What reading one enabling may cost. The kernel copies a DIF object as often as it is named; a DOF
 * of 8 MiB can make it copy gigabytes, what a compiler writes never more than its own length.
 */
final class KernelWork {
  /** In bytes of kernel memory, about. */
  static final long MOST = 32L << 20;

  private long spent;

  /** Spends so many bytes. */
  void spend(long bytes) throws RefusedException {
    spent += bytes;
    if (spent > MOST) {
      throw RefusedException.silent(
          PropertyVerdict.Result.NOT_JUDGED,
          "the kernel would copy more than " + MOST + " bytes out of the enabling: not judged");
    }
  }
}
