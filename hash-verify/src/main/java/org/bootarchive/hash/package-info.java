/** The digest of a boot archive, its hash file, and the check that the kernel makes of the two. */
package org.bootarchive.hash;
