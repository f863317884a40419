package dev.ringbus.crm;

import java.time.Duration;

/** A workspace that can be talked to, with connections of its own. */
public interface CrmConnection extends AutoCloseable {

  CrmGateway gateway();

  CallOwners owners();

  /** How many operations may run at once, uploads aside; more fail. */
  int concurrency();

  /** How long a live notice is worth sending. */
  Duration staleAfter();

  Settles settles();

  /** Nothing more is sent; what is under way goes on to its end. */
  @Override
  void close();

  /** Whether {@link CrmGateway#settle} asks the CRM. */
  enum Settles {
    YES,
    /** It cannot, or is configured not to: a person has to look. */
    NO
  }
}
