package dev.ringbus.violations.bus;

import org.springframework.http.HttpHeaders;

/** Must not be: Spring Web is for the packages that speak HTTP. */
record KnowsSpringWeb(HttpHeaders headers) {}
