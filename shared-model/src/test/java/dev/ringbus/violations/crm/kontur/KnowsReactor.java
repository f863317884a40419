package dev.ringbus.violations.crm.kontur;

import reactor.core.publisher.Mono;

/** Must not be: a CRM's wire sends nothing. */
record KnowsReactor(Mono<String> answer) {}
