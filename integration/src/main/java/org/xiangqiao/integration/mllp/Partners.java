package org.xiangqiao.integration.mllp;

import jakarta.validation.Valid;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/** Who may send: {@code xiangqiao.partners[*]}, the first that fits in the order configured. */
@Validated
@ConfigurationProperties("xiangqiao")
public record Partners(@Valid List<Partner> partners) {

  /** Partner id in the ledger for senders that nobody configured. */
  public static final String UNKNOWN = "unknown";

  public Partners {
    partners = partners == null ? List.of() : List.copyOf(partners);
    Set<String> ids = new HashSet<>(Set.of(UNKNOWN));
    for (Partner partner : partners) {
      if (!ids.add(partner.id())) {
        throw new IllegalArgumentException(
            "xiangqiao.partners: id " + partner.id() + " is reserved or configured twice");
      }
    }
  }

  /** By IP address, MSH-3.1 and MSH-4.1. */
  Optional<Partner> find(String address, String application, String facility) {
    return partners.stream()
        .filter(p -> p.callsItself(application, facility) && p.sendsFrom(address))
        .findFirst();
  }

  /** By MSH-3.1 and MSH-4.1 alone, for messages whose address is no longer known. */
  Optional<Partner> byHeader(String application, String facility) {
    return partners.stream().filter(p -> p.callsItself(application, facility)).findFirst();
  }

  /** The only partner of an address, for frames whose header cannot be read. */
  Optional<Partner> onlyOneAt(String address) {
    List<Partner> there = partners.stream().filter(p -> p.sendsFrom(address)).toList();
    return there.size() == 1 ? Optional.of(there.get(0)) : Optional.empty();
  }

  Optional<Partner> byId(String id) {
    return partners.stream().filter(p -> p.id().equals(id)).findFirst();
  }

  Set<Integer> tenants() {
    Set<Integer> tenants = new TreeSet<>();
    partners.forEach(p -> tenants.add(p.tenant()));
    return tenants;
  }
}
