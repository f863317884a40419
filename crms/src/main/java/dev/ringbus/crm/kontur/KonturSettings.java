package dev.ringbus.crm.kontur;

import dev.ringbus.crm.InvalidCrm;
import dev.ringbus.model.Crm;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.SecretRef;
import dev.ringbus.model.WireName;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is configured of one Kontur.CRM workspace.
 *
 * @param crm the resource's id
 * @param baseUrl without a trailing slash
 * @param secret of a public integration; absent for a private one
 * @param originate how a CALL reaches the PBX; absent if it cannot
 * @param staleAfter how long a live notice is worth sending
 * @param concurrency requests at once, uploads aside
 */
public record KonturSettings(
    String crm,
    URI baseUrl,
    SecretRef apiKey,
    @Nullable NamedSecret secret,
    KonturUsers users,
    @Nullable Originate originate,
    Duration staleAfter,
    SettleBy settleBy,
    int concurrency,
    LengthAs contentLengthAs) {

  /** The type of CRM resources that this is made of. */
  public static final String TYPE = "kontur";

  /**
   * The settings of a resource. Settings that this version does not know are left alone.
   *
   * @throws InvalidCrm naming every fault
   */
  public static KonturSettings of(Crm crm) {
    return new KonturReading(crm).read();
  }

  /** A public integration's secret, sent as {@code name=value}. */
  public record NamedSecret(String name, SecretRef value) {}

  /**
   * An HTTP request that makes a PBX place a call; its texts have placeholders.
   *
   * @param integration whose calls come of it
   * @param user of Basic, with the password; absent without Basic
   * @param secret what the placeholder {@code {secret}} stands for
   */
  public record Originate(
      IntegrationId integration,
      String method,
      String url,
      @Nullable String body,
      Map<String, String> headers,
      @Nullable String user,
      @Nullable SecretRef password,
      @Nullable SecretRef secret) {

    public Originate {
      headers = Map.copyOf(headers);
    }
  }

  /** How it is found out whether a registration arrived whose answer was lost. */
  public enum SettleBy implements WireName {
    /** {@code call-started} again, whose answer is the whole communication as it is now. */
    CALL_STARTED("call-started"),
    /** Not at all: a person looks. */
    NOTHING("nothing");

    private final String wireName;

    SettleBy(String wireName) {
      this.wireName = wireName;
    }

    @Override
    public String wireName() {
      return wireName;
    }
  }

  /** How a file's length stands in {@code register-call}. */
  public enum LengthAs implements WireName {
    /** As in the vendor's example of that method. */
    STRING("string"),
    /** As the upload's answer has it. */
    NUMBER("number");

    private final String wireName;

    LengthAs(String wireName) {
      this.wireName = wireName;
    }

    @Override
    public String wireName() {
      return wireName;
    }
  }
}
