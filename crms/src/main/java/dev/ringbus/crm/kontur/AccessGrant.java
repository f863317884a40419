package dev.ringbus.crm.kontur;

/**
 * The answer to an authorisation: a key that lives 20 minutes and is not to be kept.
 *
 * @param workspace the name that stands for {@code {ws}} in the paths of all other methods
 */
public record AccessGrant(String workspace, String accessKey) {

  /** The answer in UTF-8. */
  public byte[] write() {
    return new BodyText()
        .put("workspace", new BodyText().put("name", workspace).node())
        .put("accessKey", accessKey)
        .bytes();
  }

  /**
   * Reads the answer.
   *
   * @throws InvalidFields if there is no key or no workspace in it
   */
  public static AccessGrant read(byte[] json) {
    BodyFields fields = BodyFields.of(json);
    AccessGrant grant =
        new AccessGrant(fields.object("workspace").required("name"), fields.required("accessKey"));
    fields.check();
    return grant;
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "AccessGrant[" + workspace + "]";
  }
}
