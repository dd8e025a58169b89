/**
 * GRUB 2's {@code grub.cfg}: followed as GRUB follows it, and edited.
 *
 * <p>The script is read, expanded and run command by command, from the top of the file to the entry
 * that GRUB chooses by itself or that is asked for. Inside the room a char of a String stands for a
 * byte, U+0000 to U+00FF; at its edge texts are {@link org.bootarchive.ufs.text.ByteString}s.
 *
 * <p>Source: GRUB 2.06, grub-core/script (yylex.l, parser.y, execute.c), normal (main.c, menu.c,
 * context.c), commands and loader/multiboot.c. Where Red Hat's GRUB or later releases act otherwise
 * a finding says so.
 */
@NullMarked
package org.bootarchive.boot.config.grub2;

import org.jspecify.annotations.NullMarked;
