/** Gzip files as a stream, in and out, on all processors. */
package org.bootarchive.gzip;
