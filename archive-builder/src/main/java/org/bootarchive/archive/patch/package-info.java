/** Changes an archive into a new one: edits, all or none, that leave everything else in place. */
package org.bootarchive.archive.patch;
