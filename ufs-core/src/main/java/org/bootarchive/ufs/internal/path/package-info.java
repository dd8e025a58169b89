/**
 * What {@code java.nio.file} views of images share: paths of names that are bytes, their text and
 * URIs, globs, options, and principals that are numbers.
 */
package org.bootarchive.ufs.internal.path;
