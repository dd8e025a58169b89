/** Parts of an overlay's plan that stand on their own, for the command line. */
package org.bootarchive.archive.overlay.internal;
