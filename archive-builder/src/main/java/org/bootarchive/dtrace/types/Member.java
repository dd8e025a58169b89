package org.bootarchive.dtrace.types;

/**
 * A member of a struct or union.
 *
 * @param name empty for one without a name
 * @param type its type's number
 * @param bitOffset where it begins, in bits
 */
public record Member(String name, int type, long bitOffset) {}
