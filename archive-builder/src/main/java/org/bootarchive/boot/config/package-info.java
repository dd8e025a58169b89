/**
 * The configuration files of the boot loaders that start SmartOS: GRUB legacy's {@code menu.lst},
 * the illumos loader's {@code loader.conf}, and iPXE scripts.
 *
 * <p>Each format has a reader that answers with a {@link
 * org.bootarchive.boot.config.ConfiguredBoot}, the modules and their command lines as that boot
 * loader hands them to the kernel, and an editor that adds overlay modules and takes them away
 * again. Contents are read from memory; files are a convenience. An edit keeps every byte that it
 * does not have to change.
 *
 * <p>File contents, paths and command lines are bytes to the boot loaders. Here they are strings
 * whose chars U+0000 to U+00FF stand for the bytes of that value (ISO-8859-1).
 *
 * <p>Sources: {@code grub/grub-0.97/stage2} and {@code boot/sys/boot} of illumos, {@code
 * core/exec.c} and {@code image/script.c} of iPXE, {@code lib/menulst.js} of Triton's sdc-booter.
 */
package org.bootarchive.boot.config;
