package dev.ringbus.config;

import dev.ringbus.model.Configuration;
import dev.ringbus.model.ControlApi;
import dev.ringbus.model.Crm;
import dev.ringbus.model.Integration;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.KeyDigest;
import dev.ringbus.model.Secret;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * Makes digests of keys. A key that did not change keeps its digest, or each apply would change it.
 */
record KeyDigests(Configuration previous, SecureRandom random) {

  private static final int SALT_BYTES = 16;

  KeyDigest ofIntegration(IntegrationId id, Secret key) {
    return of(previous.integration(id).map(Integration::keyDigest), key);
  }

  KeyDigest ofCrm(String id, Secret key) {
    return of(previous.crm(id).map(Crm::inboundKeyDigest), key);
  }

  KeyDigest ofControl(Secret token) {
    return of(previous.controlApi().map(ControlApi::tokenDigest), token);
  }

  private KeyDigest of(Optional<KeyDigest> before, Secret key) {
    return before.filter(digest -> digest.matches(key.value())).orElseGet(() -> salted(key));
  }

  private KeyDigest salted(Secret key) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return KeyDigest.of(key.value(), salt);
  }
}
