package dev.ringbus.crm.callevent.http;

import java.io.IOException;

/** What came back is no HTTP. */
final class NotHttp extends IOException {

  NotHttp(Throwable cause) {
    super("expected an HTTP response", cause);
  }
}
