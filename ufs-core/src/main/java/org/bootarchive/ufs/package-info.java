/** UFS images as file systems: {@link org.bootarchive.ufs.Ufs} opens them. */
package org.bootarchive.ufs;
