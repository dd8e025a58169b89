/** The illumos loader: its files, what they start, and overlays in them. */
package org.bootarchive.boot.config.loader;
