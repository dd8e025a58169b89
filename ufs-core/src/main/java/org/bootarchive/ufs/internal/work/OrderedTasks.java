package org.bootarchive.ufs.internal.work;

import java.io.IOException;
import java.util.ArrayDeque;

/**
 * Work in several threads, whose results come in the order in which it was given. The giver asks
 * {@linkplain #wantsMore whether there is room} for more.
 *
 * @param <T> the result of one piece of work
 */
public final class OrderedTasks<T> implements AutoCloseable {
  /**
   * Pieces a thread has waiting, so that none idles when the results are used by fits and starts.
   */
  private static final int WAITING = 15;

  private final int enough;
  private final Tasks tasks;
  private final ArrayDeque<Task<T>> underWay = new ArrayDeque<>();

  private OrderedTasks(String name, int threads, int enough) {
    this.enough = enough;
    this.tasks = Tasks.of(name, threads);
  }

  /**
   * Returns a place to give work to.
   *
   * @param name of the threads
   * @param threads the most of them, at least 1
   * @param enough pieces that may be under way or waiting for their results to be taken, at least 1
   */
  public static <T> OrderedTasks<T> of(String name, int threads, int enough) {
    return new OrderedTasks<>(name, threads, enough);
  }

  /**
   * Returns a place to give work to that takes memory.
   *
   * @param name of the threads
   * @param processors the most threads to start
   * @param pieceBytes memory that a piece of work takes until its result has been used
   * @param roomBytes memory that all of them may take, if that is room for more than two
   */
  public static <T> OrderedTasks<T> within(
      String name, int processors, long pieceBytes, long roomBytes) {
    int most = processors * (1 + WAITING);
    int enough = (int) Math.max(2, Math.min(most, roomBytes / pieceBytes));
    return of(name, Math.min(processors, enough / 2), enough);
  }

  /** Tells whether more work should be given before a result is taken. */
  public boolean wantsMore() {
    return underWay.size() < enough;
  }

  /** Tells whether there is no result left to take. */
  public boolean isEmpty() {
    return underWay.isEmpty();
  }

  /** Ends the work of the thread that asks, as {@link Tasks#checkNotCancelled} does. */
  public void checkNotCancelled() {
    tasks.checkNotCancelled();
  }

  /** Gives a piece of work. */
  public void add(Work<T> work) {
    underWay.add(tasks.start(work));
  }

  /**
   * Waits for the result of the oldest piece.
   *
   * @throws IOException as {@link Task#await} does
   */
  public T take() throws IOException {
    return underWay.remove().await();
  }

  /** Ends the threads, when those pieces are done that are being worked on. */
  @Override
  public void close() {
    tasks.close();
  }
}
