/**
 * MTS Autosecretary and its outgoing service: a platform that reports each step of a call, stops at
 * the first answer that is not 200, and polls every three seconds while a call is connected.
 */
@NullMarked
package dev.ringbus.simulator.mts;

import org.jspecify.annotations.NullMarked;
