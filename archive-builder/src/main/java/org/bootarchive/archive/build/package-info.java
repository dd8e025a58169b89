/**
 * Builds archives: from a directory, a tar, a manifest with proto directories, or out of nothing.
 *
 * <p>A source is read to a tree of {@code SourceNode}; {@code ArchiveBuild} plans an image of it in
 * memory and writes it once, with its hash.
 */
package org.bootarchive.archive.build;
