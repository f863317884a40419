package dev.ringbus.violations.bus;

import dev.ringbus.violations.control.Service;

/** Must not be: services are not depended on. */
record KnowsServices(
    Service control,
    dev.ringbus.violations.poller.Service poller,
    dev.ringbus.violations.crmsync.KnowsR2dbc crmSync) {}
