/** Talks to CRMs that were made for MTS over HTTP, as MTS's platform does. */
@NullMarked
package dev.ringbus.crm.callevent.http;

import org.jspecify.annotations.NullMarked;
