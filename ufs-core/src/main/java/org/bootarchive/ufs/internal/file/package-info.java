/** Files that are written: what goes wrong is said with their names. */
@NullMarked
package org.bootarchive.ufs.internal.file;

import org.jspecify.annotations.NullMarked;
