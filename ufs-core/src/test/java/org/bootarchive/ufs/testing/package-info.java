/**
 * What tests of file system code need; published as the test-jar of ufs-core, to be used with
 * jqwik.
 *
 * <ul>
 *   <li>{@link org.bootarchive.ufs.testing.FileTrees}: trees of files, directories and links, to be
 *       put into any file system of {@code java.nio.file}, and {@link
 *       org.bootarchive.ufs.testing.TreeSnapshot} to compare what has become of them, wherever they
 *       are, in what is chosen to count.
 *   <li>{@link org.bootarchive.ufs.testing.TreeEntries} and {@link
 *       org.bootarchive.ufs.testing.SampleImages}: trees of all that a UFS can hold, devices, large
 *       ids and names of any bytes too, with the listing that a reader should give of them.
 *   <li>{@link org.bootarchive.ufs.testing.FileOperations}: sequences of operations through {@code
 *       java.nio.file}, to be done to two file systems that should agree.
 *   <li>{@link org.bootarchive.ufs.testing.ImageShapes} and {@link
 *       org.bootarchive.ufs.testing.EmptyImages}: UFS images of every geometry.
 *   <li>{@link org.bootarchive.ufs.testing.ImageDamages}: damage to an image, where it hurts.
 *   <li>{@link org.bootarchive.ufs.testing.Fixtures}: the sample images of this project, where its
 *       sources are at hand.
 * </ul>
 *
 * <p>A property that compares a file system with a model:
 *
 * <pre>{@code
 * @Property
 * void mineDoesWhatTheModelDoes(@ForAll("sequences") List<FileOperation> operations)
 *     throws IOException {
 *   try (FileSystem model = Jimfs.newFileSystem(Configuration.unix());
 *       FileSystem mine = open()) {
 *     for (FileOperation operation : operations) {
 *       assertEquals(operation.outcome(model), operation.outcome(mine));
 *       assertEquals(
 *           TreeSnapshot.of(model.getPath("/"), true), TreeSnapshot.of(mine.getPath("/"), true));
 *     }
 *   }
 * }
 *
 * @Provide
 * Arbitrary<List<FileOperation>> sequences() {
 *   return FileOperations.sequences(50);
 * }
 * }</pre>
 */
package org.bootarchive.ufs.testing;
