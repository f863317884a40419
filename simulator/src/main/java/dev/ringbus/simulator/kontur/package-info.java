/**
 * Kontur.CRM as its telephony API behaves: one workspace, which knows what it was told, notices
 * what breaks the contract, and fails where it is told to. {@link
 * dev.ringbus.simulator.kontur.KonturCrm} is the way in.
 */
@NullMarked
package dev.ringbus.simulator.kontur;

import org.jspecify.annotations.NullMarked;
