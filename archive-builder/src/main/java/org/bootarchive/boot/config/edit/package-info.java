/**
 * Changes of configuration files line by line, which can be found again and undone.
 *
 * <p>A line is a string whose chars U+0000 to U+00FF stand for the bytes of that value, as {@link
 * org.bootarchive.boot.config.ConfigFile#text} gives it: what is edited keeps every other byte.
 */
package org.bootarchive.boot.config.edit;
