/** The platform image and its boot archive: where they are, what goes in and out, overlays. */
package org.bootarchive.archive;
