/**
 * The configuration files of the boot loaders that start SmartOS: GRUB legacy's {@code menu.lst},
 * the illumos loader's {@code loader.conf}, and iPXE scripts.
 *
 * <p>Each boot loader has a room of its own with a {@link
 * org.bootarchive.boot.config.BootConfiguration}: it answers with a {@link
 * org.bootarchive.boot.config.ConfiguredBoot}, the modules and their command lines as that boot
 * loader hands them to the kernel, adds overlay modules and takes them away again. An edit keeps
 * every byte that it does not have to change.
 *
 * <p>Sources: {@code grub/grub-0.97/stage2} and {@code boot/sys/boot} of illumos, {@code
 * core/exec.c} and {@code image/script.c} of iPXE, {@code lib/menulst.js} of Triton's sdc-booter.
 */
package org.bootarchive.boot.config;
