package dev.ringbus.store.postgres;

import dev.ringbus.store.UploadedFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * What a workspace has of a call: the tables {@code workspace_calls} and {@code uploaded_files}.
 */
final class WorkspaceCallRows {

  private static final String IDENTIFY =
      """
      INSERT INTO workspace_calls (call, crm, communication_id)
      SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[])
      ON CONFLICT (call, crm) DO UPDATE SET communication_id = excluded.communication_id
      WHERE workspace_calls.communication_id <> excluded.communication_id
      """;

  private static final String ADD_FILES =
      """
      INSERT INTO uploaded_files
        (call, crm, url, file_id, name, content_type, length, leg_id, uploaded_at, attached)
      SELECT * FROM unnest(
        $1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[],
        $8::text[], $9::timestamptz[], $10::boolean[])
      ON CONFLICT (call, crm, md5(url)) DO UPDATE
      SET file_id = excluded.file_id, name = excluded.name, content_type = excluded.content_type,
          length = excluded.length, leg_id = excluded.leg_id, uploaded_at = excluded.uploaded_at,
          attached = excluded.attached
      """;

  private static final String ATTACH =
      """
      UPDATE uploaded_files f SET attached = true
      FROM unnest($1::bigint[], $2::text[], $3::text[]) AS a (call, crm, url)
      WHERE f.call = a.call AND f.crm = a.crm AND md5(f.url) = md5(a.url)
      """;

  static final String FILES =
      """
      SELECT f.* FROM uploaded_files f WHERE f.call = ANY ($1::bigint[]) AND f.crm = $2
      ORDER BY f.call, f.uploaded_at, f.url COLLATE "C"
      """;

  private WorkspaceCallRows() {}

  /** A call in a workspace. */
  record WorkspaceCall(long call, String crm) {}

  /** A recording of a call in a workspace. */
  record FileKey(WorkspaceCall of, String url) {}

  static Mono<Long> identify(Session session, Map<WorkspaceCall, String> communicationIds) {
    if (communicationIds.isEmpty()) {
      return Mono.just(0L);
    }
    Collection<WorkspaceCall> calls = communicationIds.keySet();
    return session.update(
        IDENTIFY,
        Columns.longs(calls, WorkspaceCall::call),
        Columns.texts(calls, WorkspaceCall::crm),
        Columns.texts(communicationIds.values(), id -> id));
  }

  static Mono<Long> addFiles(Session session, Map<FileKey, UploadedFile> uploaded) {
    if (uploaded.isEmpty()) {
      return Mono.just(0L);
    }
    Collection<FileKey> keys = uploaded.keySet();
    Collection<UploadedFile> files = uploaded.values();
    return session.update(
        ADD_FILES,
        Columns.longs(keys, key -> key.of().call()),
        Columns.texts(keys, key -> key.of().crm()),
        Columns.texts(keys, FileKey::url),
        Columns.texts(files, UploadedFile::fileId),
        Columns.texts(files, UploadedFile::name),
        Columns.texts(files, UploadedFile::contentType),
        Columns.longs(files, UploadedFile::length),
        Columns.texts(files, UploadedFile::legId),
        Columns.times(files, UploadedFile::uploadedAt),
        Columns.flags(files, UploadedFile::attached));
  }

  static Mono<Long> attach(Session session, Collection<FileKey> attached) {
    if (attached.isEmpty()) {
      return Mono.just(0L);
    }
    return session.update(
        ATTACH,
        Columns.longs(attached, key -> key.of().call()),
        Columns.texts(attached, key -> key.of().crm()),
        Columns.texts(attached, FileKey::url));
  }

  static Mono<Map<Long, List<UploadedFile>>> files(
      Session session, Collection<Long> calls, String crm) {
    return session
        .query(
            FILES,
            row -> Map.entry(row.number("call"), read(row)),
            Columns.longs(calls, call -> call),
            DatabaseText.write(crm))
        .map(rows -> {
          Map<Long, List<UploadedFile>> files = new HashMap<>();
          rows.forEach(row ->
              files.computeIfAbsent(row.getKey(), _ -> new ArrayList<>()).add(row.getValue()));
          return files;
        });
  }

  private static UploadedFile read(Row row) {
    return new UploadedFile(
        row.text("url"),
        row.text("file_id"),
        row.text("name"),
        row.text("content_type"),
        row.number("length"),
        row.optionalText("leg_id"),
        row.time("uploaded_at"),
        row.flag("attached"));
  }
}
