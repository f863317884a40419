package dev.ringbus.store.testkit;

import dev.ringbus.store.CallStore;
import dev.ringbus.store.Inquiries;
import dev.ringbus.store.InstructionStates;
import dev.ringbus.store.Outbox;

/** The four ports to one and the same store. */
public interface Store {

  CallStore calls();

  Outbox outbox();

  Inquiries inquiries();

  InstructionStates instructions();
}
