/** Makes bootable media from a platform image and a boot loader's files. */
package org.bootarchive.media.build;
