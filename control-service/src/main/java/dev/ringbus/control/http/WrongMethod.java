package dev.ringbus.control.http;

import java.util.Collection;

/** What a request names is there, and is not for its method. */
final class WrongMethod extends RuntimeException {

  private final String allowed;

  /**
   * @param allowed the methods that it is for, in the order in which they are shown
   */
  WrongMethod(String method, String path, Collection<String> allowed) {
    super("%s takes %s, not %s".formatted(path, String.join(", ", allowed), method));
    this.allowed = String.join(", ", allowed);
  }

  /** As the header {@code Allow} has it. */
  String allowed() {
    return allowed;
  }
}
