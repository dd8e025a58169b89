/** Tars: read once from the front to the back; and what the headers of one to write say. */
package org.bootarchive.archive.tar;
