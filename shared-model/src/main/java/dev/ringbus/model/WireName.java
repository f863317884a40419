package dev.ringbus.model;

/** A closed value that has one spelling on our own wires, whatever Java calls it. */
public interface WireName {

  /** The spelling in topics, configuration and metrics, for example {@code no-answer}. */
  String wireName();
}
