/** What tests of file system code need: sample images, listings of them. */
package org.bootarchive.ufs.testing;
