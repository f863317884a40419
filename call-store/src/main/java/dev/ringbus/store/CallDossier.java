package dev.ringbus.store;

import dev.ringbus.model.Call;
import dev.ringbus.model.CallEvent;
import java.util.List;

/** A call, the events it was made of, and what CRMs were told. */
public record CallDossier(Call call, List<CallEvent> events, List<DeliveryView> deliveries) {}
