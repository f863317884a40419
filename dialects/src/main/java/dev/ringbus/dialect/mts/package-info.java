/**
 * MTS Autosecretary-CRM v.2 and its outgoing service: {@code CallEvent} in JSON, and the poll of a
 * connected call every three seconds. Both directions of the wire; seed 002.
 */
@NullMarked
package dev.ringbus.dialect.mts;

import org.jspecify.annotations.NullMarked;
