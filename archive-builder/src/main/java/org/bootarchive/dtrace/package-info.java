/** The anonymous enabling: what a kernel that finds it will trace, and what stands in the way. */
package org.bootarchive.dtrace;
