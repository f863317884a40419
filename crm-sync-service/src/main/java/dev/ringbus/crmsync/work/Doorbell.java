package dev.ringbus.crmsync.work;

/**
 * Tells who delivers that a workspace has new work, so that it need not look every moment. Only
 * speed depends on it: work that nobody was told of is found when the outbox is looked at next.
 */
@FunctionalInterface
public interface Doorbell {

  /** There may be work for this workspace now; may be said from any thread, and never blocks. */
  void ring(String crm);
}
