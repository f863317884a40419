package dev.ringbus.store;

/**
 * Makes a call of its events, inside the transaction that stores them. Pure: it may be repeated.
 */
@FunctionalInterface
public interface Assembly {

  AssembledCall assemble(CallHistory history);
}
