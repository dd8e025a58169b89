/** What the tests of the rooms for boot loaders share. */
@NullMarked
package org.bootarchive.boot.config.testing;

import org.jspecify.annotations.NullMarked;
