/**
 * Assembles calls from events, and delivers them to CRMs, each call once. Here the parts are put
 * together: each is a package below with a configuration of its own, and what they share of the
 * outbox is in {@code work}.
 */
@NullMarked
package dev.ringbus.crmsync;

import org.jspecify.annotations.NullMarked;
