package org.xiangqiao.integration.mllp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartnersTest {

  @ParameterizedTest
  @CsvSource({
    "10.8.0.0/16, 10.8.255.1, true",
    "10.8.0.0/16, 10.9.0.1, false",
    "192.168.1.7, 192.168.1.7, true",
    "192.168.1.7, 192.168.1.8, false",
    "192.168.1.128/25, 192.168.1.127, false",
    "192.168.1.128/25, 192.168.1.128, true",
    "0.0.0.0/0, 8.8.8.8, true",
    "::1, 0:0:0:0:0:0:0:1, true",
    "fd00::/8, fd12:3456:0:0:0:0:0:1, true",
    "fd00::/8, 127.0.0.1, false"
  })
  void addressesAreComparedByPrefix(String range, String address, boolean inside) {
    assertThat(AddressRange.parse(range).contains(address)).isEqualTo(inside);
  }

  @Test
  void namesAreNoAddresses() {
    assertThatThrownBy(() -> AddressRange.parse("emr.example"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("emr.example");
    assertThatThrownBy(() -> AddressRange.parse("10.0.0.0/33"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theFirstPartnerThatFitsIsTheSender() {
    Partner exact = partner("a", List.of("10.0.0.0/8"), "EMR", "ONE");
    Partner any = partner("b", List.of(), "", "");
    Partners partners = new Partners(List.of(exact, any));
    assertThat(partners.find("10.1.2.3", "EMR", "ONE")).contains(exact);
    assertThat(partners.find("11.1.2.3", "EMR", "ONE")).contains(any);
    assertThat(new Partners(List.of(exact)).find("11.1.2.3", "EMR", "ONE")).isEmpty();
    assertThat(new Partners(List.of(exact)).find("10.1.2.3", "EMR", "TWO")).isEmpty();
  }

  @Test
  void anIdIsConfiguredOnceAndUnknownIsReserved() {
    assertThatThrownBy(
            () -> new Partners(List.of(partner("a", null, "", ""), partner("a", null, "", ""))))
        .hasMessageContaining("xiangqiao.partners: id a");
    assertThatThrownBy(() -> new Partners(List.of(partner("unknown", null, "", ""))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "/127.0.0.1:51234, 127.0.0.1",
    "host.example/10.8.0.7:2575, 10.8.0.7",
    "/[0:0:0:0:0:0:0:1]:51234, 0:0:0:0:0:0:0:1"
  })
  void theSendersAddressIsReadFromTheSocketsName(String socket, String address) {
    assertThat(MllpInRoute.ipAddress(socket)).isEqualTo(address);
  }

  private static Partner partner(
      String id, List<String> addresses, String application, String facility) {
    return new Partner(
        id, 1, new Partner.HealthCentre("o-" + id, "某卫生院"), addresses, application, facility);
  }
}
