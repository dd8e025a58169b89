/** Sample images and listings of them, for tests of what stands on a file system. */
package org.bootarchive.testing;
