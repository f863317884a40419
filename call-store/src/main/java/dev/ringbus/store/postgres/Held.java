package dev.ringbus.store.postgres;

import dev.ringbus.store.FinishedDelivery;
import dev.ringbus.store.postgres.DeliveryRows.LaneKey;
import dev.ringbus.store.postgres.WorkspaceCallRows.WorkspaceCall;

/**
 * A delivery that was still ours when it was finished.
 *
 * @param place in its lane, among the ids
 */
record Held(FinishedDelivery finished, LaneKey lane, long place) {

  WorkspaceCall workspaceCall() {
    return new WorkspaceCall(lane.call(), lane.crm());
  }
}
