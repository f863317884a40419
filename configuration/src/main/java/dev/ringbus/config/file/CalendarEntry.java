package dev.ringbus.config.file;

import dev.ringbus.config.yaml.Form.About;
import dev.ringbus.config.yaml.Form.Default;
import dev.ringbus.config.yaml.Form.Named;
import dev.ringbus.config.yaml.Form.NotEmpty;
import dev.ringbus.config.yaml.Form.Required;
import dev.ringbus.config.yaml.Setting;
import dev.ringbus.model.Calendar;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/** Opening hours, under {@code calendars}. */
@Named("calendar")
@About("Opening hours.")
public record CalendarEntry(
    @Default("UTC") @About("The time zone of the hours.") Setting<ZoneId> timeZone,
    @Required
        @NotEmpty
        @About("Spans such as Mon-Fri 09:00-18:00; 24:00 ends a day, a span may cross midnight.")
        Setting<List<Setting<Calendar.Span>>> open,
    @About("Dates on which nothing opens.") Setting<List<Setting<LocalDate>>> closed) {}
