package org.bootarchive.lofi;

/**
 * A compressed file that was written.
 *
 * @param header its header and index
 * @param fileBytes its length, a multiple of 512
 * @param storedSegments how many segments were written uncompressed because compression gains
 *     nothing
 * @param compressedSegments how many were compressed
 * @param copiedSegments how many were taken from an older file as they stood there
 */
public record LofiResult(
    LofiHeader header,
    long fileBytes,
    int storedSegments,
    int compressedSegments,
    int copiedSegments) {}
