/** What is mounted in an archive's tree. */
package org.bootarchive.archive.tree.mount;
