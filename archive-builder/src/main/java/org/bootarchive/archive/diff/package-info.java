/** What differs between two archives. */
package org.bootarchive.archive.diff;
