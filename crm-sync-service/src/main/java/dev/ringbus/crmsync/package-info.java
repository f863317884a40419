/** Assembles calls from events, and delivers them to CRMs, each call once. */
@NullMarked
package dev.ringbus.crmsync;

import org.jspecify.annotations.NullMarked;
