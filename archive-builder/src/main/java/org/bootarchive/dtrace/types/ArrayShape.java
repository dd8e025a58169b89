package org.bootarchive.dtrace.types;

/**
 * What an array is made of.
 *
 * @param contents the number of its elements' type
 * @param index the number of the type that counts them
 * @param count how many elements; unsigned 32 bit
 */
public record ArrayShape(int contents, int index, long count) {}
