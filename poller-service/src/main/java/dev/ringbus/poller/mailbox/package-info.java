/**
 * What waits for the next poll of a connected call: who asked for it, whether it can be done, until
 * when, and what became of it. The topic {@code ringbus.instructions} is the state; what is kept
 * beside it in memory can be lost.
 */
@NullMarked
package dev.ringbus.poller.mailbox;

import org.jspecify.annotations.NullMarked;
