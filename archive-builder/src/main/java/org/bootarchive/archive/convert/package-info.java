/**
 * Boot archives of every form that illumos and Solaris boot from: what they are, as UFS, and back.
 */
package org.bootarchive.archive.convert;
