/**
 * Talks to Kontur.CRM over HTTP: access keys, the gateway, and who is responsible for a client. The
 * wire itself is in the package above.
 */
@NullMarked
package dev.ringbus.crm.kontur.http;

import org.jspecify.annotations.NullMarked;
