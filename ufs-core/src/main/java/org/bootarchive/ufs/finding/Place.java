package org.bootarchive.ufs.finding;

/** What a finding is about: something in an image, or a line of a text file. */
public sealed interface Place permits ImagePlace, SourceLine {}
