/**
 * A UFS image behind {@code java.nio.file}.
 *
 * <p>Names in an image are bytes, paths are text. A name that is UTF-8 appears as that text. Of any
 * other name, each byte that is no UTF-8 appears as {@code \xHH} in lower-case hex; so does a
 * backslash that would otherwise start such an escape. The escape works the other way too: {@code
 * getPath("etc/caf\\xe9")} is the name that ends in the byte 0xe9. So every name is listed, can be
 * reached by the text that it is listed with, and survives {@code toString} with {@code getPath},
 * and {@code toUri} with {@code Path.of}.
 *
 * <p>The provider's scheme is {@code ufs}. {@code ufs:file:///images/boot_archive} is the file
 * system in an image, {@code ufs:file:///images/boot_archive!/etc/system} a file in it.
 *
 * <p>Users and groups are numbers, and so are the names of their principals: nobody resolves them.
 */
package org.bootarchive.ufs.nio;
