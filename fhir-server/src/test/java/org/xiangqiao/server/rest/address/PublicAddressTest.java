package org.xiangqiao.server.rest.address;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class PublicAddressTest {

  @Test
  void configuredAddressWinsOverEverything() {
    PublicAddress address =
        new PublicAddress(
            new AddressSettings("https://fhir.county.example/x/", List.of("10.0.0.0/8")));
    assertThat(address.fhirBase(request("10.1.2.3")))
        .isEqualTo("https://fhir.county.example/x/fhir");
    assertThat(address.configuredRoot()).contains("https://fhir.county.example/x");
  }

  @Test
  void onlyTrustedProxiesAreBelieved() {
    PublicAddress address =
        new PublicAddress(new AddressSettings(null, List.of("10.0.0.0/8", "::1")));
    assertThat(address.root(request("10.1.2.3"))).isEqualTo("https://fhir.county.example");
    assertThat(address.root(request("192.168.1.2"))).isEqualTo("http://inside:8080");
    PublicAddress nobody = new PublicAddress(new AddressSettings(null, null));
    assertThat(nobody.root(request("10.1.2.3"))).isEqualTo("http://inside:8080");
    assertThat(nobody.configuredRoot()).isEmpty();
  }

  private static MockHttpServletRequest request(String from) {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/fhir/Patient");
    request.setServerName("inside");
    request.setServerPort(8080);
    request.setRemoteAddr(from);
    request.addHeader("X-Forwarded-Proto", "https");
    request.addHeader("X-Forwarded-Host", "fhir.county.example");
    return request;
  }
}
