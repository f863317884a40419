/**
 * CRMs that were made for MTS: they are told of calls and asked about them as MTS's platform would,
 * with {@code CallEvent}. The wire is that dialect's reverse side.
 */
@NullMarked
package dev.ringbus.crm.callevent;

import org.jspecify.annotations.NullMarked;
