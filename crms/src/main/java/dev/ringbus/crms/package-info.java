/** The CRMs that the hub knows. */
@NullMarked
package dev.ringbus.crms;

import org.jspecify.annotations.NullMarked;
