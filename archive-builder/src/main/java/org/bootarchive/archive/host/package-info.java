/** Names and paths of the system this runs on, which are no bytes as those of an image are. */
package org.bootarchive.archive.host;
