/**
 * Kontur.CRM's telephony API in both directions, and the system calls that it makes in return.
 * Pure: no clock, no log, no I/O, so that the gateway, the ingress and the simulator's Kontur.CRM
 * share it. {@code http} below sends it.
 *
 * <p>Source: the vendor's reference of 2022 (telephony, authorization, files, integration).
 */
@NullMarked
package dev.ringbus.crm.kontur;

import org.jspecify.annotations.NullMarked;
