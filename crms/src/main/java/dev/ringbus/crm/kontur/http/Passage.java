package dev.ringbus.crm.kontur.http;

import dev.ringbus.crm.CrmFailure;
import dev.ringbus.crm.CrmFailure.Effect;
import dev.ringbus.crm.CrmFailure.Transient;
import dev.ringbus.crm.kontur.KonturMethod;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far one operation has come, so that a failure can say whether the CRM may have taken it: from
 * when its request begins to leave until it is answered.
 */
final class Passage {

  private static final Logger log = LoggerFactory.getLogger(Passage.class);

  private final KonturMethod method;
  private volatile boolean underWay;

  Passage(KonturMethod method) {
    this.method = method;
  }

  KonturMethod method() {
    return method;
  }

  void leaves() {
    underWay = true;
  }

  void isAnswered() {
    underWay = false;
  }

  private Effect effect() {
    return underWay ? Effect.UNKNOWN : Effect.NONE;
  }

  /** Any fault as the failure that it amounts to. */
  CrmFailure failure(Throwable fault) {
    return switch (fault) {
      case CrmFailure failure -> failure;
      // What has arrived is no whole file, so nothing is kept of it.
      case UnreadableFile _ -> new Transient(said(fault.getMessage()), Effect.NONE, null, fault);
      case TimeoutException _ -> failure("no connection in time", null);
      case RejectedExecutionException _ -> failure("too many operations at once", null);
      case UnknownHostException _ -> failure("no address for the CRM's name", fault);
      case NotHttp _ -> failure("answered with something that is no HTTP", fault);
      case ConnectException _ -> failure("no connection", fault);
      case ClosedChannelException _ when !underWay -> failure("the connection is closed", fault);
      case IOException _ -> failure("the connection broke", fault);
      default -> {
        log.error("{} failed by a fault of ours", method.wireName(), fault);
        yield failure("a fault of ours", fault);
      }
    };
  }

  CrmFailure tooLate(Duration limit) {
    return failure("no answer within " + limit.toMillis() + " ms", new TimeoutException());
  }

  private Transient failure(String what, @Nullable Throwable cause) {
    return new Transient(said(what), effect(), null, cause);
  }

  private String said(@Nullable String what) {
    return method.wireName() + ": " + what;
  }
}
