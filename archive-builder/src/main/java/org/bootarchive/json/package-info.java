/** Results of the library as JSON, for machines. */
package org.bootarchive.json;
