package dev.ringbus.config.file;

import dev.ringbus.config.yaml.Form.About;
import dev.ringbus.config.yaml.Form.Named;
import dev.ringbus.config.yaml.Setting;

/** The control API, under {@code control}. */
@Named("control")
@About("The control API, on the control port.")
public record ControlEntry(
    @About(
            "The bearer token that its requests carry: 16 characters or more, or where it is found."
                + " Without one they are refused.")
        Setting<KeyText> token) {}
