/**
 * ISO 9660 file systems with Rock Ridge, Joliet and El Torito: read as the illumos loader reads
 * them, changed with every extent in its place.
 *
 * <p>Structures are those of ECMA-119, of the System Use Sharing Protocol (IEEE P1281) and of the
 * Rock Ridge Interchange Protocol (P1282). Sectors have 2048 bytes; a number that is kept in both
 * byte orders is read little-endian, as the loader does.
 */
package org.bootarchive.media.iso;
