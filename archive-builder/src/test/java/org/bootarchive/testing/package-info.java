/** What tests of several packages share: samples, damaged images, commands run in the process. */
package org.bootarchive.testing;
