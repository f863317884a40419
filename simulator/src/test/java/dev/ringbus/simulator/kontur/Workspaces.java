package dev.ringbus.simulator.kontur;

import dev.ringbus.model.Secret;
import dev.ringbus.testkit.MovableClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** A workspace of a test, with a clock that the test moves, and an integration that has a key. */
final class Workspaces implements AutoCloseable {

  private final MovableClock clock = MovableClock.standing(Instant.parse("2022-03-22T10:39:00Z"));
  private final KonturCrm crm;
  private final Told told;

  private Workspaces(UnaryOperator<KonturSettings> change) throws Exception {
    crm = KonturCrm.start(change.apply(KonturSettings.of(new Secret(Told.API_KEY), clock)));
    told = new Told(crm);
    told.authorize();
  }

  static Workspaces open() throws Exception {
    return new Workspaces(UnaryOperator.identity());
  }

  static Workspaces open(UnaryOperator<KonturSettings> change) throws Exception {
    return new Workspaces(change);
  }

  KonturCrm crm() {
    return crm;
  }

  Told told() {
    return told;
  }

  void pass(Duration time) {
    clock.move(time);
  }

  @Override
  public void close() throws IOException {
    crm.close();
  }
}
