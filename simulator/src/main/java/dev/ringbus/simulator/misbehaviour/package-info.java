/** What PBXs and the networks before them do to requests, and the hub has to bear. */
@NullMarked
package dev.ringbus.simulator.misbehaviour;

import org.jspecify.annotations.NullMarked;
