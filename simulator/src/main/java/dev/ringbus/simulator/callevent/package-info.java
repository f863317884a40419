/**
 * A customer's CRM that speaks the API of MTS Autosecretary, to which the hub is the platform: it
 * remembers what it is told, hands out instructions, and notes whatever the platform would not do.
 */
@NullMarked
package dev.ringbus.simulator.callevent;

import org.jspecify.annotations.NullMarked;
