/**
 * Makes calls of events: from the feed of call events to the store, with what CRMs are to be told
 * of them, and to the topic of calls. What a call is, and what follows from it, is pure; around it
 * is what takes events in, and what closes calls whose end never comes.
 */
@NullMarked
package dev.ringbus.crmsync.assembly;

import org.jspecify.annotations.NullMarked;
