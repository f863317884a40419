package dev.ringbus.simulator;

import dev.ringbus.simulator.misbehaviour.Misbehaviour;
import dev.ringbus.simulator.pbx.Habits;
import java.net.URI;
import java.time.Duration;
import java.util.Set;

/**
 * How a simulation runs.
 *
 * @param hub where the hub takes requests, {@code http://HOST:PORT}
 * @param seed of all chance: the same seed makes the same calls misbehave in the same way
 * @param deadline after which an answer counts as late
 * @param patience how long a PBX waits for an answer before it goes on without
 */
public record SimulationSettings(
    URI hub,
    Work work,
    Set<Misbehaviour> misbehave,
    long seed,
    Duration deadline,
    Duration patience,
    Habits habits) {

  private static final Duration DEADLINE = Duration.ofMillis(1500);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  public SimulationSettings {
    misbehave = Set.copyOf(misbehave);
    if (!"http".equals(hub.getScheme()) || hub.getHost() == null) {
      throw new IllegalArgumentException("expected the hub's URL as http://HOST:PORT, got " + hub);
    }
  }

  /** PBXs that behave, a deadline of 1.5 s and patience of 10 s. */
  public static SimulationSettings of(URI hub, Work work) {
    return new SimulationSettings(hub, work, Set.of(), 1, DEADLINE, PATIENCE, Habits.DOCUMENTED);
  }

  public SimulationSettings misbehaving(Set<Misbehaviour> ways) {
    return new SimulationSettings(hub, work, ways, seed, deadline, patience, habits);
  }

  public SimulationSettings seeded(long value) {
    return new SimulationSettings(hub, work, misbehave, value, deadline, patience, habits);
  }

  public SimulationSettings within(Duration value) {
    return new SimulationSettings(hub, work, misbehave, seed, value, patience, habits);
  }

  public SimulationSettings waiting(Duration value) {
    return new SimulationSettings(hub, work, misbehave, seed, deadline, value, habits);
  }

  public SimulationSettings withHabits(Habits value) {
    return new SimulationSettings(hub, work, misbehave, seed, deadline, patience, value);
  }
}
