package dev.ringbus.config.file;

import dev.ringbus.config.yaml.Form.About;
import dev.ringbus.config.yaml.Form.Between;
import dev.ringbus.config.yaml.Form.Default;
import dev.ringbus.config.yaml.Form.Named;
import dev.ringbus.config.yaml.Form.Others;
import dev.ringbus.config.yaml.Form.Required;
import dev.ringbus.config.yaml.Setting;
import dev.ringbus.config.yaml.YamlValue;
import dev.ringbus.model.Platform;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/**
 * One connected PBX account, under {@code integrations}.
 *
 * @param options what its platform takes beside
 */
@Named("integration")
@About("One connected PBX account.")
public record IntegrationEntry(
    @Required @About("What the PBX speaks.") Setting<Platform> platform,
    @About(
            "The key that its requests carry, as the parameter key or as the Basic password: 16"
                + " characters or more, or where it is found.")
        Setting<KeyText> key,
    @About("The Basic user that is required; any if absent.") Setting<String> user,
    @About("The routing plan; without one every answer is neutral.") Setting<String> plan,
    @About("The CRM where its calls are registered.") Setting<String> crm,
    @Default("UTC") @About("Of times that the PBX gives without an offset, and of now in rules.")
        Setting<ZoneId> timeZone,
    @About("The addresses that requests may come from; anywhere if absent.")
        Setting<List<Setting<Cidr>>> allowFrom,
    @Default("4h")
        @Between(min = "1m", max = "7d")
        @About("When a call whose end is never reported is closed.")
        Setting<Duration> closeAfter,
    @About(
            "Hosts that recordings may be fetched from; a private address only as itself, with its"
                + " port.")
        Setting<List<Setting<Host>>> recordingsFrom,
    @Others List<YamlValue.Entry> options) {}
