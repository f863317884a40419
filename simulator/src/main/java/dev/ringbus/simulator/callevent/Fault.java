package dev.ringbus.simulator.callevent;

import java.time.Duration;

/** What goes wrong in the CRM, or on the way to it. */
public sealed interface Fault {

  /** The answer comes late, right as it is. */
  record Slow(Duration delay) implements Fault {}

  /** Another status than 200, and nothing is handed out. */
  record Status(int status) implements Fault {}

  /** 200 with this body, and nothing is handed out. */
  record Malformed(String body) implements Fault {

    /** Somebody's login page. */
    public static final Malformed PAGE = new Malformed("<html><body>Login</body></html>");
  }

  /** The request takes effect, and the connection is closed instead of an answer. */
  record DropAnswer() implements Fault {}
}
