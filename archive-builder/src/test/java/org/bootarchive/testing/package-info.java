/** What tests of several packages share: samples, and commands run in the process. */
package org.bootarchive.testing;
