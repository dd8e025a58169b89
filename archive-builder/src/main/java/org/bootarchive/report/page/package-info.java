/**
 * A report as one HTML file that needs nothing beside it. Knows no archive: only the report's JSON.
 */
@org.jspecify.annotations.NullMarked
package org.bootarchive.report.page;
