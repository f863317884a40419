/** SipSim: webhooks about calls through chains of employees, in both generations. */
@NullMarked
package dev.ringbus.simulator.sipsim;

import org.jspecify.annotations.NullMarked;
