/** The files of a boot archive as one tree: its own, and those of its usr.lgz on /usr. */
package org.bootarchive.archive.tree;
