package dev.ringbus.routing.ask;

/**
 * Hears whether CRMs that were made for MTS are told of the event that they are asked about: the
 * question is the report of it, and there should be no other.
 */
public interface Hearing {

  /** Nobody wants to know. */
  Hearing NONE =
      new Hearing() {
        @Override
        public void begins(String crm) {}

        @Override
        public void told(String crm) {}

        @Override
        public void failed(String crm) {}
      };

  /** It is being asked. One of the others follows, perhaps after the question was decided. */
  void begins(String crm);

  /** It has answered. */
  void told(String crm);

  /** It has not, and may never have been told. */
  void failed(String crm);
}
