package dev.ringbus.crm.kontur;

/** Headers of Kontur.CRM's own. */
public final class KonturHeaders {

  /** To fetch an access key: the integration's API key. */
  public static final String API_KEY = "X-XCOM-Integration-ApiKey";

  /** To fetch an access key as a public integration: {@code name=value}. */
  public static final String SECRET = "X-XCOM-Integration-Secret";

  /** The access key, on everything else; in system calls a key for calls back. */
  public static final String ACCESS_KEY = "X-XCOM-AccessKey";

  /** On system calls: returned unchanged in the same header of the answer. */
  public static final String INTEGRATION_ECHO = "X-XCOM-Integration-Echo";

  private KonturHeaders() {}
}
