/**
 * The hub's configuration: reads {@code ringbus.yaml}, checks it whole, and gives the resources
 * that go to {@code ringbus.config}, or every fault that there is.
 */
@NullMarked
package dev.ringbus.config;

import org.jspecify.annotations.NullMarked;
