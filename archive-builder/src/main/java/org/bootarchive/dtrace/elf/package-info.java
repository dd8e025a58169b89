/** Kernel modules as ELF files: their symbols, and the probes that DTrace makes of them. */
package org.bootarchive.dtrace.elf;
