/**
 * What Ringbus talks about, in the field's terms: calls, their events, what may be decided about
 * them, and the resources that configure the hub. Depends on the JDK alone.
 */
@NullMarked
package dev.ringbus.model;

import org.jspecify.annotations.NullMarked;
