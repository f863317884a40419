package dev.ringbus.config.file;

import dev.ringbus.config.yaml.Form.About;
import dev.ringbus.config.yaml.Form.ById;
import dev.ringbus.config.yaml.Form.Named;
import dev.ringbus.config.yaml.Setting;
import java.util.Map;

/** The whole of {@code ringbus.yaml}. */
@Named("file")
@About("Everything that the hub serves.")
public record HubFile(
    @ById @About("Connected PBX accounts, by id: the id is part of their URL and of the call key.")
        Setting<Map<String, Setting<IntegrationEntry>>> integrations,
    @ById @About("Routing plans, by id.") Setting<Map<String, Setting<PlanEntry>>> plans,
    @ById @About("Opening hours, by id, for open('ID') in rules.")
        Setting<Map<String, Setting<CalendarEntry>>> calendars,
    @ById @About("CRM workspaces, by id.") Setting<Map<String, Setting<CrmEntry>>> crms,
    @About("The control API.") Setting<ControlEntry> control) {}
