/** The dry boot: what a boot configuration starts, and what the kernel answers. */
package org.bootarchive.boot;
