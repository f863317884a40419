/** Call Interactive of Telphin RingMe and 4PSA VoipNow: an IVR whose options ask over HTTP. */
@NullMarked
package dev.ringbus.simulator.callinteractive;

import org.jspecify.annotations.NullMarked;
