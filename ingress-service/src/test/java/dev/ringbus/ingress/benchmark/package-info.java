/** What the ingress carries: figures, no tests. */
@NullMarked
package dev.ringbus.ingress.benchmark;

import org.jspecify.annotations.NullMarked;
