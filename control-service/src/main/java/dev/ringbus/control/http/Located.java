package dev.ringbus.control.http;

/**
 * An answer that stands at an address of its own as well.
 *
 * @param location its path
 */
record Located(Object value, String location) {}
