/** What checks and dry boots find: one shape for all, whatever was looked at. */
package org.bootarchive.ufs.finding;
