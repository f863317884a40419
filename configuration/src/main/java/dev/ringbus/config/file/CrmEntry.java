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
      @About("The key in the URL that Kontur.CRM is given for its system calls.")
          Setting<SecretRef> inboundKey,
      @OrNumber @About("The internal number of each CRM user, by the user's id.")
          Setting<Map<String, Setting<String>>> users,
      @About("How a call that the CRM begins reaches the PBX.") Setting<Originate> originate)
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
  @About("The request to the PBX; {extension} and {clientPhone} are replaced in it.")
  record OriginateRequest(
      @Default("POST") @OneOf({"GET", "POST", "PUT"}) @About("Its method.") Setting<String> method,
      @Required @About("Its URL.") Setting<UrlTemplate> url,
      @OrEmpty @About("Its body.") Setting<String> body) {}

  /** A CRM that speaks the MTS API itself. */
  @Named("callevent")
  @About("A CRM that speaks the MTS API, with its CallEvent resource.")
  record CallEvent(
      @Required @OneOf("callevent") @About("The kind of CRM.") Setting<String> type,
      @Required @About("The URL that CallEvent is added to.") Setting<URI> baseUrl,
      @Needs("password") @About("The Basic user.") Setting<String> user,
      @Needs("user") @About("The Basic password.") Setting<SecretRef> password,
      @Default("3s")
          @Between(min = "1s", max = "60s")
          @About("How often it is asked about a connected call.")
          Setting<Duration> every)
      implements CrmEntry {}
}
