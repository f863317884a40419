package dev.ringbus.crm.kontur.http;

import java.io.IOException;

/** What came back is no HTTP response. */
final class NotHttp extends IOException {

  NotHttp(Throwable cause) {
    super("expected an HTTP response", cause);
  }
}
