package dev.ringbus.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ringbus.dialect.DialectOption;
import dev.ringbus.dialect.DialectProvider;
import dev.ringbus.dialect.DialectSettings;
import dev.ringbus.dialect.VendorClient;
import dev.ringbus.model.IntegrationId;
import dev.ringbus.model.Platform;
import org.junit.jupiter.api.Test;

class DialectsTest {

  @Test
  void findsEachByItsName() {
    for (DialectProvider dialect : Dialects.all()) {
      assertThat(Dialects.find(new Platform(dialect.platform().value()))).containsSame(dialect);
    }
    assertThat(Dialects.find(new Platform("asterisk"))).isEmpty();
  }

  @Test
  void givesNoTwoTheSameName() {
    assertThat(Dialects.all()).extracting(DialectProvider::platform).doesNotHaveDuplicates();
  }

  @Test
  void givesEachADialectThatBearsItsName() {
    for (DialectProvider provider : Dialects.all()) {
      DialectSettings defaults = DialectSettings.defaults(new IntegrationId("acme"));

      assertThat(provider.dialect(defaults).name()).isEqualTo(provider.platform());
      assertThat(provider.client(defaults)).isInstanceOf(VendorClient.class);
    }
  }

  @Test
  void describesEveryOption() {
    for (DialectProvider provider : Dialects.all()) {
      assertThat(provider.options())
          .extracting(DialectOption::name)
          .doesNotHaveDuplicates()
          .allMatch(name -> name.matches("[a-z][A-Za-z]*"));
      assertThat(provider.options()).allMatch(option -> option.description().endsWith("."));
    }
  }
}
