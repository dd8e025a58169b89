/** iPXE: scripts, what one starts, and overlays in it. */
package org.bootarchive.boot.config.ipxe;
