/**
 * What is to be known of an archive, a change of it and its next boot in one document: gathered
 * from the other rooms, and written as JSON or as a page.
 */
@org.jspecify.annotations.NullMarked
package org.bootarchive.report;
