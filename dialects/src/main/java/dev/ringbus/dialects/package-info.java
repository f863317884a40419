/** The registry of the PBX dialects that this build has. */
@NullMarked
package dev.ringbus.dialects;

import org.jspecify.annotations.NullMarked;
