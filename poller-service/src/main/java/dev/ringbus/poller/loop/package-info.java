/**
 * The 3-second loop as a client: while a call is connected, its CRM is asked again and again what
 * to do with it, as MTS asks ({@code GET CallEvent/{CallID}}), and what it wants goes to the call's
 * mailbox. A tick only enqueues; what a CRM does not answer in time costs its own calls alone.
 */
@NullMarked
package dev.ringbus.poller.loop;

import org.jspecify.annotations.NullMarked;
