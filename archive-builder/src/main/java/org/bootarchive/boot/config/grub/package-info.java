/** GRUB legacy: menus, what an entry starts, and overlays in it. */
package org.bootarchive.boot.config.grub;
