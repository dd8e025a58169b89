/** Images of media and listings of them, for tests. */
package org.bootarchive.media.testing;
