/** Devices and files of this project's own needs: changes over a device, files that are whole. */
package org.bootarchive.ufs.internal.device;
