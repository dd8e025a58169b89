/** What newfs and mkfs compute, and the empty file systems that they make. */
package org.bootarchive.ufs.internal.format;
