/** Images that are planned and not written: metadata in memory, contents where they are. */
package org.bootarchive.archive.plan;
