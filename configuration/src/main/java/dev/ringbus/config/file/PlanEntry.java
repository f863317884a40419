package dev.ringbus.config.file;

import dev.ringbus.config.yaml.Form.About;
import dev.ringbus.config.yaml.Form.Between;
import dev.ringbus.config.yaml.Form.Default;
import dev.ringbus.config.yaml.Form.Named;
import dev.ringbus.config.yaml.Setting;
import java.time.Duration;
import java.util.List;

/** How calls are decided about, under {@code plans}. */
@Named("plan")
@About("How calls are decided about.")
public record PlanEntry(
    @Default("1500ms")
        @Between(min = "100ms", max = "10s")
        @About("The hub's whole budget for an answer.")
        Setting<Duration> deadline,
    @About("In order: the first that yields an instruction wins.")
        Setting<List<Setting<RuleEntry>>> rules,
    @About(
            "What the PBX of a connected call is told at its next poll, evaluated on each event of"
                + " the call after its connection. In order: the first that yields an instruction"
                + " wins. For platforms that poll: mts.")
        Setting<List<Setting<RuleEntry>>> midCall,
    @About("The answer when no rule yields one, when the deadline passes, or routing is down.")
        Setting<List<Setting<InstructionEntry>>> otherwise) {}
