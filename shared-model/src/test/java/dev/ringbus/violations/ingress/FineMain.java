package dev.ringbus.violations.ingress;

import java.time.Instant;
import java.util.function.Supplier;

/** Allowed: main is where a program begins. */
final class FineMain {

  private FineMain() {}

  public static void main(String[] args) {
    Supplier<Instant> now = () -> Instant.now();
    System.out.println(now.get());
  }
}
