package dev.ringbus.crm.kontur;

import dev.ringbus.crm.kontur.KonturSettings.LengthAs;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * An uploaded file: the answer of the upload, and a recording in {@code register-call}.
 *
 * @param contentLength in bytes
 */
public record KonturFile(String fileId, String fileName, String contentType, long contentLength) {

  /** The largest file that the CRM takes. */
  public static final long LARGEST = 100L * 1024 * 1024;

  /** The part of the multipart body that has the content. */
  public static final String PART = "file";

  /** The upload's answer in UTF-8. */
  public byte[] write() {
    return write(LengthAs.NUMBER).bytes();
  }

  BodyText write(LengthAs lengthAs) {
    BodyText text =
        new BodyText()
            .put("fileId", fileId)
            .put("fileName", fileName)
            .put("contentType", contentType);
    return switch (lengthAs) {
      case STRING -> text.put("contentLength", Long.toString(contentLength));
      case NUMBER -> text.put("contentLength", JsonNodeFactory.instance.numberNode(contentLength));
    };
  }

  /**
   * Reads the upload's answer.
   *
   * @throws InvalidFields if it is none
   */
  public static KonturFile read(byte[] json) {
    BodyFields fields = BodyFields.of(json);
    KonturFile file = read(fields);
    fields.check();
    return file;
  }

  /** With the length as a number or as a text: the vendor's examples have both. */
  static KonturFile read(BodyFields fields) {
    Long length = fields.length("contentLength");
    String name = fields.text("fileName");
    String type = fields.text("contentType");
    return new KonturFile(
        fields.required("fileId"),
        name == null ? "" : name,
        type == null ? "" : type,
        length == null ? 0 : length);
  }
}
