package dev.ringbus.crmsync.originate;

import dev.ringbus.store.Origination;

/** What a CRM's request for a call comes to, as things are configured. */
sealed interface Wish {

  Origination origination();

  /** It can be asked of the PBX. */
  record Possible(Origination origination, PbxRequest request) implements Wish {}

  /** It cannot. */
  record Impossible(Origination origination, String reason) implements Wish {}
}
