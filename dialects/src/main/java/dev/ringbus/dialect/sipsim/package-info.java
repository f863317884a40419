/**
 * SipSim's webhooks: generation A in parameters, and generation B in signed JSON. Both directions
 * of the wire; seed 004.
 */
@NullMarked
package dev.ringbus.dialect.sipsim;

import org.jspecify.annotations.NullMarked;
