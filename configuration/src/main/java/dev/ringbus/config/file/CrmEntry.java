package dev.ringbus.config.file;

import dev.ringbus.config.yaml.Form.About;
import dev.ringbus.config.yaml.Form.Between;
import dev.ringbus.config.yaml.Form.ByKey;
import dev.ringbus.config.yaml.Form.Default;
import dev.ringbus.config.yaml.Form.Named;
import dev.ringbus.config.yaml.Form.Needs;
import dev.ringbus.config.yaml.Form.OneOf;
import dev.ringbus.config.yaml.Form.OrEmpty;
import dev.ringbus.config.yaml.Form.OrNumber;
import dev.ringbus.config.yaml.Form.Required;
import dev.ringbus.config.yaml.Setting;
import dev.ringbus.model.SecretRef;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** A CRM workspace, under {@code crms}. */
@ByKey("type")
public sealed interface CrmEntry {

  /** The kind of CRM. */
  Setting<String> type();

  Setting<URI> baseUrl();

  /** A workspace of Kontur.CRM. */
  @Named("kontur")
  @About("A workspace of Kontur.CRM.")
  record Kontur(
      @Required @OneOf("kontur") @About("The kind of CRM.") Setting<String> type,
      @Required @About("Where its API is, for example https://crm.kontur.ru.") Setting<URI> baseUrl,
      @Required @About("The integration's API key.") Setting<SecretRef> apiKey,
      @About("The integration's secret, of public integrations only.") Setting<KonturSecret> secret,
      @About(
              "The key in the URL that Kontur.CRM is given for its system calls: 16 characters or"
                  + " more, or where it is found. Without one they are refused.")
          Setting<KeyText> inboundKey,
      @OrNumber @About("The internal number of each CRM user, by the user's id.")
          Setting<Map<String, Setting<String>>> users,
      @About("How a call that the CRM begins reaches the PBX; without it none can be begun.")
          Setting<Originate> originate,
      @Default("60s")
          @Between(min = "1s", max = "1h")
          @About("When a notice about a live call is too old to be sent.")
          Setting<Duration> staleAfter,
      @Default("call-started")
          @OneOf({"call-started", "nothing"})
          @About(
              "How it is found out whether a registration whose answer was lost has arrived: by"
                  + " call-started, which answers with the call as the CRM knows it, or not, and a"
                  + " person decides.")
          Setting<String> settleBy,
      @Default("32")
          @Between(min = "1", max = "256")
          @About("How many requests to the CRM are under way at once, at most.")
          Setting<Integer> concurrency,
      @Default("string")
          @OneOf({"string", "number"})
          @About("What contentLength is in register-call.")
          Setting<String> contentLengthAs)
      implements CrmEntry {}

  /** What proves a public integration of Kontur.CRM. */
  @Named("konturSecret")
  @About("A secret of a public integration.")
  record KonturSecret(
      @Required @About("Its name.") Setting<String> name,
      @Required @About("Its value.") Setting<SecretRef> value) {}

  /** How a call that the CRM begins reaches the PBX. */
  @Named("originate")
  @About("How a call that the CRM begins reaches the PBX.")
  record Originate(
      @Required @About("The integration whose PBX makes the call.") Setting<String> integration,
      @Required @About("The request to the PBX.") Setting<OriginateRequest> http) {}

  /** A request by which a PBX begins a call. */
  @Named("originateRequest")
  @About(
      "The request to the PBX. In its path and query, its headers and its body are replaced"
          + " {extension}: the internal number of the user who calls; {clientPhone}: whom to call, of"
          + " an internal call the other's internal number; {communicationId}: the CRM's id of the"
          + " call; {secret}.")
  record OriginateRequest(
      @Default("POST") @OneOf({"GET", "POST", "PUT"}) @About("Its method.") Setting<String> method,
      @Required @About("Its URL.") Setting<UrlTemplate> url,
      @About("Its headers, by name.") Setting<Map<String, Setting<String>>> headers,
      @OrEmpty
          @About(
              "Its body, JSON or a form: what the header Content-Type says, and without one JSON if it"
                  + " begins with { or [. In JSON placeholders stand inside quotes.")
          Setting<String> body,
      @Needs("password") @About("The Basic user.") Setting<String> user,
      @Needs("user") @About("The Basic password.") Setting<SecretRef> password,
      @About("What {secret} stands for, such as an API key of the PBX.")
          Setting<SecretRef> secret) {}

  /** A CRM that was made for MTS: the hub is MTS's platform to it. */
  @Named("callevent")
  @About("A CRM that was made for MTS, with its CallEvent resource, for calls of any PBX.")
  record CallEvent(
      @Required @OneOf("callevent") @About("The kind of CRM.") Setting<String> type,
      @Required @About("The URL that CallEvent is added to.") Setting<URI> baseUrl,
      @Required @About("The Basic user.") Setting<String> user,
      @Required @About("The Basic password.") Setting<SecretRef> password,
      @Default("3s")
          @Between(min = "1s", max = "60s")
          @About("How often it is asked about a connected call.")
          Setting<Duration> every,
      @Between(min = "100ms", max = "10s")
          @About(
              "How long it may take to answer, less than every. Two thirds of that if absent, and 2s"
                  + " at most.")
          Setting<Duration> within,
      @Default("256")
          @Between(min = "1", max = "10000")
          @About("How many requests of each service to the CRM are under way at once, at most.")
          Setting<Integer> concurrency,
      @OrNumber @About("The universal number that the activation test names; none if absent.")
          Setting<String> un,
      @Default("60s")
          @Between(min = "1s", max = "1h")
          @About("When an event is too old to be sent.")
          Setting<Duration> staleAfter)
      implements CrmEntry {}
}
