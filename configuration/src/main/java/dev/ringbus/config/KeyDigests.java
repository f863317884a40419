package dev.ringbus.config;

import dev.ringbus.model.Configuration;
import dev.ringbus.model.Integration;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.KeyDigest;
import dev.ringbus.model.Secret;
import java.security.SecureRandom;

/**
 * Makes digests of keys. A key that did not change keeps its digest, or each apply would change it.
 */
record KeyDigests(Configuration previous, SecureRandom random) {

  private static final int SALT_BYTES = 16;

  KeyDigest of(IntegrationId integration, Secret key) {
    return previous
        .integration(integration)
        .map(Integration::keyDigest)
        .filter(digest -> digest.matches(key.value()))
        .orElseGet(() -> salted(key));
  }

  private KeyDigest salted(Secret key) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return KeyDigest.of(key.value(), salt);
  }
}
