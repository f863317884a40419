/**
 * Call Interactive of Telphin RingMe, and of its ancestor 4PSA VoipNow as a profile: an action of
 * an IVR asks over {@code GET} or {@code POST} what to do with a call, and takes a list of XML
 * actions as the answer, or nothing. Source: Telphin's page "Call Interactive", and VoipNow's.
 */
@NullMarked
package dev.ringbus.dialect.callinteractive;

import org.jspecify.annotations.NullMarked;
