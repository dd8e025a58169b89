/** Readers of foreign bytes, one call each, for a fuzzer and for a kept corpus. */
@NullMarked
package org.bootarchive.fuzz;

import org.jspecify.annotations.NullMarked;
