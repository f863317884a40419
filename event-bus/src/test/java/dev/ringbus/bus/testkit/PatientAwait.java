package dev.ringbus.bus.testkit;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives every {@code await} of every test that has this on its class path a limit which is only
 * reached by what never comes: a machine that is busy with other things needs longer than the 10 s
 * of the library. JUnit finds it by itself ({@code junit-platform.properties}).
 */
public final class PatientAwait implements BeforeAllCallback {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Override
  public void beforeAll(ExtensionContext context) {
    Awaitility.setDefaultTimeout(PATIENCE);
  }
}
