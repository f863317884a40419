package dev.ringbus.config.file;

import dev.ringbus.config.yaml.Form.About;
import dev.ringbus.config.yaml.Form.ExactlyOne;
import dev.ringbus.config.yaml.Form.Named;
import dev.ringbus.config.yaml.Form.Needs;
import dev.ringbus.config.yaml.Form.NotEmpty;
import dev.ringbus.config.yaml.Form.Required;
import dev.ringbus.config.yaml.Setting;
import java.time.Duration;
import java.util.List;

/** One rule of a plan. */
@Named("rule")
@About("One rule: it decides by itself, or asks a CRM.")
@ExactlyOne({"then", "ask"})
public record RuleEntry(
    @Required @About("Unique in its plan; each decision is recorded with it.") Setting<String> name,
    @About(
            "When it applies: a CEL expression of type bool over call.integration, call.platform,"
                + " call.event, call.caller, call.called, call.clientPhone, call.linePhone,"
                + " call.digits, call.direction, call.agent, call.node, call.raw, now and"
                + " open('CALENDAR'). Always if absent.")
        Setting<String> when,
    @NotEmpty @About("What the PBX is told to do.") Setting<List<Setting<InstructionEntry>>> then,
    @Needs("within") @About("Whom to ask instead.") Setting<AskEntry> ask,
    @Needs("ask") @About("How long to wait for the CRM; less than the plan's deadline.")
        Setting<Duration> within) {}
