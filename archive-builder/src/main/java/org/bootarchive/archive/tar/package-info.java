/** Gzipped tars as platform images are shipped, read once from the front to the back. */
package org.bootarchive.archive.tar;
