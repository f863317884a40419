/**
 * SPI 1: a {@link dev.ringbus.dialect.PbxDialect} turns one vendor's bytes into call events, and
 * perhaps a question, and turns an outcome back into that vendor's bytes. Everything here is a
 * value or pure.
 */
@NullMarked
package dev.ringbus.dialect;

import org.jspecify.annotations.NullMarked;
