package dev.ringbus.violations.model;

import tools.jackson.databind.JsonNode;

/** Must not be: the model knows no library. */
record KnowsJackson(JsonNode node) {}
