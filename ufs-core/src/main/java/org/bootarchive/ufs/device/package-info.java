/** Places that bytes are kept in, by position: a file, memory, changes laid over another device. */
package org.bootarchive.ufs.device;
