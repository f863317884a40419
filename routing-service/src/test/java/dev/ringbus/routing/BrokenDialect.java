package dev.ringbus.routing;

import dev.ringbus.dialect.DialectOption;
import dev.ringbus.dialect.DialectProvider;
import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.dialect.Fit;
import dev.ringbus.dialect.Outcome;
import dev.ringbus.dialect.PbxDialect;
import dev.ringbus.dialect.PbxRequest;
import dev.ringbus.dialect.PbxResponse;
import dev.ringbus.dialect.Reading;
import dev.ringbus.dialect.RejectedRequest;
import dev.ringbus.dialect.RoutingQuestion;
import dev.ringbus.dialect.VendorClient;
import dev.ringbus.model.Decision;
import dev.ringbus.model.Platform;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A dialect with a fault: asked what fits, it throws. */
record BrokenDialect(DialectProvider sound) implements DialectProvider {

  @Override
  public Platform platform() {
    return sound.platform();
  }

  @Override
  public List<DialectOption> options() {
    return sound.options();
  }

  @Override
  public boolean decides() {
    return sound.decides();
  }

  @Override
  public VendorClient client(DialectSettings settings) {
    return sound.client(settings);
  }

  @Override
  public PbxDialect dialect(DialectSettings settings) {
    PbxDialect dialect = sound.dialect(settings);
    return new PbxDialect() {

      @Override
      public Platform name() {
        return dialect.name();
      }

      @Override
      public boolean verifiesRequests() {
        return dialect.verifiesRequests();
      }

      @Override
      public Reading read(PbxRequest request) {
        return dialect.read(request);
      }

      @Override
      public PbxResponse reply(Reading reading, Outcome outcome) {
        return dialect.reply(reading, outcome);
      }

      @Override
      public PbxResponse refuse(RejectedRequest rejection) {
        return dialect.refuse(rejection);
      }

      @Override
      public Fit fit(Decision decision, @Nullable RoutingQuestion at) {
        throw new IllegalStateException("a fault");
      }
    };
  }
}
