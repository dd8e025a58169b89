/**
 * The command line: reads arguments, calls the library, prints what it says. No logic of its own.
 */
package org.bootarchive.tool;
