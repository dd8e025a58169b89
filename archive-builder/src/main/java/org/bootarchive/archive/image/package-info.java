/** Images as they go out: contents from where they are, front to back, hashed on the way. */
package org.bootarchive.archive.image;
