package dev.ringbus.config.file;

import dev.ringbus.config.yaml.Form.About;
import dev.ringbus.config.yaml.Form.Default;
import dev.ringbus.config.yaml.Form.Named;
import dev.ringbus.config.yaml.Form.Needs;
import dev.ringbus.config.yaml.Form.NotYet;
import dev.ringbus.config.yaml.Form.OneOf;
import dev.ringbus.config.yaml.Form.Required;
import dev.ringbus.config.yaml.Setting;
import dev.ringbus.model.SecretRef;
import java.net.URI;

/** A question to a customer's own CRM, in a rule. */
@Named("ask")
@About("A question to a CRM that already speaks the API of one of the PBXs.")
@NotYet(key = "crm", instead = "ask over http")
public record AskEntry(
    @Required @About("The URL, asked as it stands; with the dialect mts the CRM's base URL.")
        Setting<URI> http,
    @Required @About("What the CRM speaks, whichever PBX the call comes from.")
        Setting<AskDialect> dialect,
    @Default("POST") @OneOf({"GET", "POST"}) @About("How it is asked.") Setting<String> method,
    @Needs("password") @About("The Basic user.") Setting<String> user,
    @Needs("user") @About("The Basic password.") Setting<SecretRef> password) {}
