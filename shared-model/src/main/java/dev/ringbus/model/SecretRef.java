package dev.ringbus.model;

/**
 * Where a service finds a secret that it has to know in the clear (to sign, or to log in
 * elsewhere). Only the reference travels over Kafka.
 */
public sealed interface SecretRef {

  /** An environment variable of the service, written {@code {env: NAME}}. */
  record Env(String name) implements SecretRef {}

  /**
   * A file, written {@code {file: PATH}}; its content without the line end. A relative path starts
   * at the folder of {@code ringbus.yaml}, or at the service's secrets folder.
   */
  record File(String path) implements SecretRef {}
}
