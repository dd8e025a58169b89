/** The implementations of the digests. */
package org.bootarchive.hash.engine;
