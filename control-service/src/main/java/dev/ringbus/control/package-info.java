/** The REST API for people who look after calls and deliveries. */
@NullMarked
package dev.ringbus.control;

import org.jspecify.annotations.NullMarked;
