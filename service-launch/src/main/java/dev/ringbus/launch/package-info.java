/** How a service starts as a process of its own, and says in one line why it cannot. */
@NullMarked
package dev.ringbus.launch;

import org.jspecify.annotations.NullMarked;
