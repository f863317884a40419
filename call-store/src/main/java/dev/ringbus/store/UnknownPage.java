package dev.ringbus.store;

/** What was given as {@link Inquiries.PageRequest#after} is not the next of any page. */
public final class UnknownPage extends RuntimeException {

  public UnknownPage() {
    super("expected the next of the page before");
  }
}
