/** The files of a boot archive written out: to a directory, or as a tar. */
package org.bootarchive.archive.extract;
