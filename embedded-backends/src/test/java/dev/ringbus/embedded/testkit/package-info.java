/** Backends for integration tests: in containers where a Docker engine answers, else embedded. */
@NullMarked
package dev.ringbus.embedded.testkit;

import org.jspecify.annotations.NullMarked;
