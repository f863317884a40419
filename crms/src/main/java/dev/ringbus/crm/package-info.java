/**
 * What the hub asks of a CRM: the gateway that tells it about calls, and its answers. A CRM is a
 * folder below; nothing else knows its wire.
 */
@NullMarked
package dev.ringbus.crm;

import org.jspecify.annotations.NullMarked;
