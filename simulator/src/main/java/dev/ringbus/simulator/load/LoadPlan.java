package dev.ringbus.simulator.load;

import java.time.Duration;

/**
 * How long a load lasts.
 *
 * @param warmUp before anything counts
 * @param duration of what counts
 * @param requests that count, at most
 * @param patience how long after its end requests that are due still find a connection
 */
public record LoadPlan(Duration warmUp, Duration duration, long requests, Duration patience) {}
