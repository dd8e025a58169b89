/** The files that an archive is to have, as a tree, from whatever source. */
package org.bootarchive.archive.source;
