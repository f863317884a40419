/**
 * HTTP: routes, what of a request a dialect sees, who may send it, and what keeps odd, slow and
 * hostile clients from doing harm.
 */
@NullMarked
package dev.ringbus.ingress.http;

import org.jspecify.annotations.NullMarked;
