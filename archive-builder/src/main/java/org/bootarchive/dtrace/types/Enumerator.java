package org.bootarchive.dtrace.types;

/** A name of an enum with its value. */
record Enumerator(String name, int value) {}
