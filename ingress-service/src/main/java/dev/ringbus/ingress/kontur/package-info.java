/**
 * What Kontur.CRM calls the hub for: {@link dev.ringbus.ingress.kontur.SystemCalls} turns the press
 * of a button there into a command on {@code ringbus.commands}.
 */
@NullMarked
package dev.ringbus.ingress.kontur;

import org.jspecify.annotations.NullMarked;
