package dev.ringbus.config.file;

import dev.ringbus.model.Platform;

/** A dialect in which a CRM can be asked: one that decides. */
public record AskDialect(Platform platform) {}
