/** Work in other threads: one way to start it, to wait for it, to pass failures on, to end it. */
package org.bootarchive.ufs.internal.work;
