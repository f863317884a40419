package dev.ringbus.config;

import dev.ringbus.config.file.CrmEntry.Kontur;
import dev.ringbus.config.yaml.Place;
import dev.ringbus.config.yaml.Setting;
import dev.ringbus.config.yaml.Texts;
import dev.ringbus.model.KeyDigest;
import dev.ringbus.model.PhoneNumber;
import dev.ringbus.model.Secret;
import dev.ringbus.wire.Durations;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks workspaces of Kontur.CRM. */
final class KonturCrms {

  /** What stands in the path of a URL as it is, wherever the URL is pasted. */
  private static final Pattern PATH_SEGMENT = Pattern.compile("[A-Za-z0-9._~-]+");

  private final Inspection inspection;
  private final KeyDigests digests;
  private final Originations originations;

  KonturCrms(Inspection inspection, KeyDigests digests, Originations originations) {
    this.inspection = inspection;
    this.digests = digests;
    this.originations = originations;
  }

  Optional<Workspace> of(String id, Kontur entry) {
    CrmParts parts = new CrmParts(inspection);
    parts.secret("apiKey", entry.apiKey());
    entry
        .secret()
        .ifGiven(secret -> {
          parts.set("secretName", secret.name());
          parts.secret("secret", secret.value());
        });
    entry.users().ifGiven(users -> parts.set("users", users(users)));
    entry.originate().ifGiven(originate -> originations.add(id, originate, parts));
    entry.staleAfter().ifGiven(time -> parts.set("staleAfter", Durations.write(time)));
    parts.set("settleBy", entry.settleBy());
    entry.concurrency().ifGiven(limit -> parts.set("concurrency", limit.longValue()));
    parts.set("contentLengthAs", entry.contentLengthAs());
    inspection.encrypted(entry.baseUrl(), "the API key goes there unencrypted");
    Optional<Secret> key = inboundKey(entry);
    @Nullable KeyDigest digest = key.map(it -> digests.ofCrm(id, it)).orElse(null);
    return parts.workspace(id, "kontur", entry.baseUrl(), key, digest);
  }

  private Optional<Secret> inboundKey(Kontur entry) {
    Place place = entry.inboundKey().place();
    Optional<Secret> key = entry.inboundKey().value().flatMap(text -> inspection.key(text, place));
    if (key.isPresent() && !PATH_SEGMENT.matcher(key.get().value()).matches()) {
      inspection.fault(
          place, "expected a key of A-Z, a-z, 0-9, -, ., _ and ~, since it stands in a URL's path");
    }
    return key;
  }

  /** Of two users with one number nobody could tell whose its calls are. */
  private Map<String, String> users(Map<String, Setting<String>> settings) {
    Map<String, String> numbers = new TreeMap<>();
    Map<PhoneNumber, String> owners = new HashMap<>();
    settings.forEach((user, setting) ->
        setting.ifGiven(text -> {
          numbers.put(user, text);
          PhoneNumber number = PhoneNumber.readInternational(text);
          String other = number == null ? null : owners.putIfAbsent(number, user);
          if (number == null) {
            inspection.fault(
                setting.place(), "expected an internal number, found " + Texts.quoted(text));
          } else if (other != null) {
            inspection.fault(
                setting.place(),
                "expected a number of its own, %s has %s already".formatted(other, text));
          }
        }));
    return numbers;
  }
}
