package dev.ringbus.simulator.kontur;

import dev.ringbus.simulator.kontur.files.MalformedUpload;
import dev.ringbus.simulator.kontur.files.StoredFile;
import dev.ringbus.simulator.kontur.files.TemporaryFiles;
import dev.ringbus.simulator.kontur.files.TemporaryFiles.Keeping;
import dev.ringbus.simulator.kontur.files.TemporaryFiles.Lookup;
import dev.ringbus.simulator.kontur.files.Uploading;
import dev.ringbus.simulator.web.Content;
import dev.ringbus.simulator.web.WebAnswer.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The API of files. */
final class Files {

  private final TemporaryFiles files;
  private final Violations violations;
  private final Faults faults;
  private final Traffic traffic;
  private final long largest;

  Files(
      TemporaryFiles files,
      Violations violations,
      Faults faults,
      Traffic traffic,
      KonturSettings settings) {
    this.files = files;
    this.violations = violations;
    this.faults = faults;
    this.traffic = traffic;
    this.largest = settings.largestFile();
  }

  /** The body of an upload has been read. */
  Response uploaded(Uploading uploading, Keeping keeping) {
    traffic.uploaded(uploading.length());
    try {
      if (uploading.length() > largest) {
        violations.add(
            Rule.FILE_SIZE,
            "",
            "expected %d bytes at most, got %d".formatted(largest, uploading.length()));
        return Replies.conflict("fileTooLarge", "File is too large. Limit: " + largest);
      }
      StoredFile file = files.store(uploading.end(), keeping);
      Map<String, Object> body = new LinkedHashMap<>();
      body.put("fileId", file.fileId());
      body.put("fileName", file.fileName());
      body.put("contentType", file.contentType());
      body.put("contentLength", file.length());
      return Replies.json(200, body);
    } catch (MalformedUpload e) {
      String message = String.valueOf(e.getMessage());
      violations.add(Rule.MULTIPART, "", message);
      return Replies.problem(faults.refusal().status(), Map.of("file", List.of(message)));
    }
  }

  /** As many zero bytes as the file has: its content is not kept. */
  Response content(String fileId, boolean download) {
    return switch (files.find(fileId)) {
      case Lookup.Present(StoredFile file) -> {
        Response found =
            Response.of(
                200,
                file.contentType(),
                new Content.Generated(file.length(), file.length(), (_, _) -> {}));
        yield download
            ? found.with("Content-Disposition", "attachment; filename=\"" + file.fileName() + "\"")
            : found;
      }
      case Lookup.Lapsed _, Lookup.Lost _, Lookup.Unknown _ -> notFound(fileId);
    };
  }

  Response meta(String fileId) {
    return switch (files.find(fileId)) {
      case Lookup.Present(StoredFile file) -> Replies.json(200, CommunicationJson.recording(file));
      case Lookup.Lapsed _, Lookup.Lost _, Lookup.Unknown _ -> notFound(fileId);
    };
  }

  private static Response notFound(String fileId) {
    Map<String, String> body = new LinkedHashMap<>();
    body.put("status", "notFound");
    body.put("message", "File not found. Id: " + fileId);
    return Replies.json(404, body);
  }
}
