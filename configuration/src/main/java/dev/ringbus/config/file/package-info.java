/**
 * What stands in {@code ringbus.yaml}: a record for each kind of map, and the texts that durations,
 * addresses, opening hours and secrets are written as. The records are what the file is read into,
 * and what its JSON Schema is generated from.
 */
@NullMarked
package dev.ringbus.config.file;

import org.jspecify.annotations.NullMarked;
