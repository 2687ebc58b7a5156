package org.xiangqiao.integration.mllp;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import org.xiangqiao.mappings.hl7v2.Sender;
import org.xiangqiao.store.Caller;

/**
 * An EMR (电子病历系统) that may send to us, as configured under {@code xiangqiao.partners}.
 *
 * @param id short name; part of identifier systems and of every ledger row
 * @param tenant the county it belongs to
 * @param organization its health centre (乡镇卫生院)
 * @param addresses IP addresses or CIDR blocks it sends from; empty means any
 * @param sendingApplication MSH-3.1; empty means any
 * @param sendingFacility MSH-4.1; empty means any
 */
public record Partner(
    @NotBlank @Pattern(regexp = "[a-z0-9][a-z0-9-]{0,39}") String id,
    @Min(1) int tenant,
    @NotNull @Valid HealthCentre organization,
    List<String> addresses,
    String sendingApplication,
    String sendingFacility) {

  /** Logical id and name of the sender's Organization. */
  public record HealthCentre(
      @NotBlank @Pattern(regexp = "[A-Za-z0-9\\-.]{1,64}") String id, @NotBlank String name) {}

  public Partner {
    addresses = addresses == null ? List.of() : List.copyOf(addresses);
    sendingApplication = sendingApplication == null ? "" : sendingApplication;
    sendingFacility = sendingFacility == null ? "" : sendingFacility;
    addresses.forEach(AddressRange::parse);
  }

  Sender sender() {
    return new Sender(id, organization.id());
  }

  Caller caller(String requestId) {
    return new Caller(tenant, id, organization.id(), requestId);
  }

  boolean sendsFrom(String address) {
    return addresses.isEmpty()
        || addresses.stream().map(AddressRange::parse).anyMatch(range -> range.contains(address));
  }

  boolean callsItself(String application, String facility) {
    return (sendingApplication.isEmpty() || sendingApplication.equals(application))
        && (sendingFacility.isEmpty() || sendingFacility.equals(facility));
  }
}
