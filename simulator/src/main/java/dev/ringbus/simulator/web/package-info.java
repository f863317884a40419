/** A small HTTP/1.1 server on one thread, which reads and writes bodies of any length in pieces. */
@NullMarked
package dev.ringbus.simulator.web;

import org.jspecify.annotations.NullMarked;
