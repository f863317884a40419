package dev.ringbus.dialect.sipsim;

/** The two forms of the webhooks. Both are read alike; what is written differs. */
enum Generation {
  /** Parameters of a query or form; milliseconds; decimal durations. */
  A,
  /** JSON; whole seconds; {@code audio_path} is null where there is none. */
  B
}
