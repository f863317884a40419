package dev.ringbus.violations.ingress.http;

import org.springframework.http.HttpHeaders;

/** Allowed: this package speaks HTTP. */
record Fine(HttpHeaders headers) {}
