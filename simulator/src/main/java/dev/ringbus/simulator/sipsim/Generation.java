package dev.ringbus.simulator.sipsim;

/** The two forms of the webhooks. */
enum Generation {
  /** Parameters; milliseconds; decimal durations. */
  A,
  /** Signed JSON; whole seconds; more events than those of calls. */
  B
}
