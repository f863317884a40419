/** Our own wires: JSON of the topics, their names, and the CloudEvents headers of their records. */
@NullMarked
package dev.ringbus.wire;

import org.jspecify.annotations.NullMarked;
