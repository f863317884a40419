package dev.ringbus.violations.dialect;

import tools.jackson.databind.JsonNode;

/** Must not be: the SPI knows no JSON library. */
record KnowsJackson(JsonNode node) {}
