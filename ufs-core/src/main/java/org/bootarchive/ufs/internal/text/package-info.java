/** Texts that output is made of. */
package org.bootarchive.ufs.internal.text;
