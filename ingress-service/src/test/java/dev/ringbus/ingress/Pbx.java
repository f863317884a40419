package dev.ringbus.ingress;

import dev.ringbus.model.CallId;
import dev.ringbus.model.CallKey;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Instruction;
import dev.ringbus.model.Integration;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.Plan;
import dev.ringbus.model.Platform;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A PBX of each platform as it calls its integration, and what it expects to the letter. */
enum Pbx {
  COMAGIC(
      "comagic",
      "GET",
      "?cdr_id=%s&start_time=1200&input_result=None&numa=74952345678&numb=74951234567",
      "") {
    @Override
    String neutral(CallId call) {
      return "{}";
    }

    @Override
    Decision decision() {
      return Decision.of(Instruction.GoTo.branch("2"));
    }

    @Override
    String decided(CallId call) {
      return "{\"returned_code\":2}";
    }
  },
  CALLINTERACTIVE(
      "callinteractive",
      "POST",
      "",
      "CallAPIID=%s&CallerIDNum=000%%2A306&CalledNumber=332&CallStatus=ANSWER&CallFlow=IN") {
    @Override
    String contentType() {
      return "application/x-www-form-urlencoded";
    }

    @Override
    String neutral(CallId call) {
      return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response/>";
    }

    @Override
    Decision decision() {
      return Decision.of(new Instruction.Hangup());
    }

    @Override
    String decided(CallId call) {
      return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Response><Hangup/></Response>";
    }
  },
  MTS(
      "mts",
      "POST",
      "/CallEvent",
      "{\"CallID\":%s,\"EventTime\":\"2015-03-01T12:00:05+03:00\",\"AN\":\"9161234567\","
          + "\"UN\":\"4951234567\",\"EventType\":1,\"ServiceType\":1}") {
    @Override
    String neutral(CallId call) {
      return "{}";
    }

    @Override
    Decision decision() {
      return Decision.of(new Instruction.Hangup());
    }

    @Override
    String decided(CallId call) {
      return "{\"CallID\":" + call + ",\"EventType\":4,\"Param\":\"\"}";
    }
  },
  /** Never asks. */
  SIPSIM(
      "sipsim",
      "POST",
      "",
      "{\"event\":\"incoming_call_start\",\"time\":\"2020-04-06T05:28:15.174Z\",\"pbx_id\":\"%s\","
          + "\"caller\":\"+375290000000\",\"receiver\":\"+375290000001\"}") {
    @Override
    String neutral(CallId call) {
      return "";
    }

    @Override
    Decision decision() {
      throw new UnsupportedOperationException("SipSim does not ask");
    }

    @Override
    String decided(CallId call) {
      throw new UnsupportedOperationException("SipSim does not ask");
    }
  };

  private final String platform;
  private final String method;
  private final String target;
  private final String body;

  Pbx(String platform, String method, String target, String body) {
    this.platform = platform;
    this.method = method;
    this.target = target;
    this.body = body;
  }

  /** The PBX of a platform. */
  static Pbx of(Platform platform) {
    return valueOf(platform.value().toUpperCase(Locale.ROOT));
  }

  /** The answer that asks for nothing. */
  abstract String neutral(CallId call);

  /** A decision that this PBX can follow at the moment of its request. */
  abstract Decision decision();

  /** That decision on its wire. */
  abstract String decided(CallId call);

  String contentType() {
    return "application/json; charset=UTF-8";
  }

  String platform() {
    return platform;
  }

  IntegrationId id() {
    return new IntegrationId("acme-" + platform);
  }

  String key() {
    return "key-of-acme-" + platform;
  }

  CallKey key(CallId call) {
    return new CallKey(id(), call);
  }

  Integration integration(@Nullable Plan plan) {
    Connections.Builder builder = Connections.integration(id().value(), platform, key());
    return (plan == null ? builder : builder.plan(plan)).build();
  }

  /** The request about a call, with the key of the integration. */
  String request(CallId call) {
    return request(call, id().value(), "Authorization: Basic " + basic("", key()) + "\n", "");
  }

  /**
   * The request about a call.
   *
   * @param headers lines with their ends
   * @param query parameters, each with its {@code &}
   */
  String request(CallId call, String integration, String headers, String query) {
    String content = body.formatted(call);
    String path = "/" + platform + "/" + integration + target.formatted(call);
    String parameters = query.isEmpty() ? "" : (path.indexOf('?') < 0 ? "?" : "&") + query;
    return method
        + " "
        + path
        + parameters
        + " HTTP/1.1\nHost: hub\n"
        + headers
        + (content.isEmpty() ? "" : "Content-Type: " + contentType() + "\n")
        + "Content-Length: "
        + content.length()
        + "\n\n"
        + content;
  }

  static String basic(String user, String password) {
    return Base64.getEncoder()
        .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
  }
}
