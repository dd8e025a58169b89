/** Platform images whole: boot archive, hash, manifest, kernel, version, and the tarball. */
package org.bootarchive.archive.platform;
