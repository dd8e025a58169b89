package org.bootarchive.ufs.nio;

/**
 * A place that a listing told, so that a path from it needs no search from the root.
 *
 * @param version the count of changes to names in the file system then: after another, the place
 *     may be gone
 */
record KnownPlace(Place place, long version) {}
