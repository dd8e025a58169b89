/** Places that bytes are kept in, by position, and what is said of an image that is damaged. */
package org.bootarchive.ufs.device;
