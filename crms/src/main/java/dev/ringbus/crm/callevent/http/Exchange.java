package dev.ringbus.crm.callevent.http;

import dev.ringbus.crm.CrmFailure;
import dev.ringbus.crm.CrmFailure.Effect;
import dev.ringbus.crm.CrmFailure.Transient;
import dev.ringbus.dialect.PbxRequest;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.client.PrematureCloseException;

/** One request on its way, for what its failure means. */
final class Exchange {

  private static final Logger log = LoggerFactory.getLogger(Exchange.class);

  private final PbxRequest request;
  private volatile boolean underWay;
  private volatile boolean isOnKeptConnection;

  Exchange(PbxRequest request) {
    this.request = request;
  }

  PbxRequest request() {
    return request;
  }

  /**
   * It goes out.
   *
   * @param isOnKeptConnection whether its connection has carried another request before
   */
  void leaves(boolean isOnKeptConnection) {
    this.isOnKeptConnection = isOnKeptConnection;
    underWay = true;
  }

  void isAnswered() {
    underWay = false;
    isOnKeptConnection = false;
  }

  /**
   * Whether it most likely met with a kept connection that the CRM was closing, so that it may go
   * out once more over another: such a close is no answer of the CRM's.
   */
  boolean mayGoAgain(Throwable fault) {
    return isOnKeptConnection
        && (fault instanceof PrematureCloseException || AbortedException.isConnectionReset(fault));
  }

  /** Any fault as the failure that it amounts to. */
  CrmFailure failure(Throwable fault, Duration within) {
    return switch (fault) {
      case CrmFailure failure -> failure;
      case TimeoutException _ ->
          failure("no answer within " + within.toMillis() + " ms", new TimeoutException());
      case RejectedExecutionException _ -> failure("too many requests at once", fault);
      case UnknownHostException _ -> failure("no address for the CRM's name", fault);
      case NotHttp _ -> failure("answered with something that is no HTTP", fault);
      case ConnectException _ -> failure("no connection", fault);
      case IOException _ -> failure("the connection broke", fault);
      default -> {
        log.error("{} {} failed by a fault of ours", request.method(), shown(), fault);
        yield failure("a fault of ours", fault);
      }
    };
  }

  private Transient failure(String what, @Nullable Throwable cause) {
    return new Transient(
        request.method() + " " + shown() + ": " + what,
        underWay ? Effect.UNKNOWN : Effect.NONE,
        null,
        cause);
  }

  /** Without the id of the call. */
  private String shown() {
    return request.path().replaceFirst("/.*", "");
  }
}
