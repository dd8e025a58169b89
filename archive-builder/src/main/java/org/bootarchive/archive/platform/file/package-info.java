/** A file of a platform image, wherever it is. */
package org.bootarchive.archive.platform.file;
