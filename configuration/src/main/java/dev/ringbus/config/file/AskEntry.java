package dev.ringbus.config.file;

import dev.ringbus.config.yaml.Form.About;
import dev.ringbus.config.yaml.Form.Default;
import dev.ringbus.config.yaml.Form.ExactlyOne;
import dev.ringbus.config.yaml.Form.Named;
import dev.ringbus.config.yaml.Form.Needs;
import dev.ringbus.config.yaml.Form.OneOf;
import dev.ringbus.config.yaml.Setting;
import dev.ringbus.model.SecretRef;
import java.net.URI;

/** A question to a CRM, in a rule: to a workspace, or to one that speaks a PBX's API. */
@Named("ask")
@About(
    "A question to a CRM: a workspace is asked who is responsible for the client, and the call is"
        + " forwarded to that employee; a CRM that already speaks the API of one of the PBXs is"
        + " asked over http.")
@ExactlyOne({"crm", "http"})
public record AskEntry(
    @About("The id of a workspace of Kontur.CRM.") Setting<String> crm,
    @Needs("dialect")
        @About("The URL, asked as it stands; with the dialect mts the CRM's base URL.")
        Setting<URI> http,
    @Needs("http") @About("What the CRM speaks, whichever PBX the call comes from.")
        Setting<AskDialect> dialect,
    @Default("POST") @Needs("http") @OneOf({"GET", "POST"}) @About("How it is asked.")
        Setting<String> method,
    @Needs({"password", "http"}) @About("The Basic user.") Setting<String> user,
    @Needs({"user", "http"}) @About("The Basic password.") Setting<SecretRef> password) {}
