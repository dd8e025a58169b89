/**
 * The configurations of syslinux, isolinux and pxelinux that start a kernel with {@code mboot.c32}:
 * followed as they follow them, and edited.
 *
 * <p>Inside the room a char of a String stands for a byte, U+0000 to U+00FF; at its edge texts are
 * {@link org.bootarchive.ufs.text.ByteString}s.
 *
 * <p>Source: syslinux 6.04, com32/elflink/ldlinux (readconfig.c, ldlinux.c, execute.c), com32/menu
 * (readconfig.c, menumain.c) and com32/mboot (mboot.c).
 */
@NullMarked
package org.bootarchive.boot.config.syslinux;

import org.jspecify.annotations.NullMarked;
