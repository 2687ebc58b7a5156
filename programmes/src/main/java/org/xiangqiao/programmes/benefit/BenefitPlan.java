package org.xiangqiao.programmes.benefit;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Parameters of a county from a day on: local policy, kept as a dated file.
 *
 * @param county district code (GB/T 2260)
 * @param source where the figures come from, and which of them nobody confirmed
 * @param from first day in force
 * @param to last day in force; null until a later plan begins
 * @param classBSelfPay first self-payment of class B items without a ratio of their own
 * @param benefits of the basic pool; a kind of visit under none of them is not paid for
 * @param catastrophic bands on the compliant burden of the year; the first begins at its deductible
 * @param catastrophicYearlyCap null without a cap
 * @param groups with tilted benefits; the first that a person belongs to holds
 */
public record BenefitPlan(
    String county,
    String name,
    String source,
    LocalDate from,
    LocalDate to,
    BigDecimal classBSelfPay,
    List<Benefit> benefits,
    List<Band> catastrophic,
    BigDecimal catastrophicYearlyCap,
    List<Group> groups) {

  public BenefitPlan {
    Objects.requireNonNull(county, "county");
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(from, "from");
    classBSelfPay = Money.orZero(classBSelfPay);
    benefits = benefits == null ? List.of() : List.copyOf(benefits);
    catastrophic = Band.rising(catastrophic);
    groups = groups == null ? List.of() : List.copyOf(groups);
  }

  boolean in(LocalDate day) {
    return !day.isBefore(from) && (to == null || !day.isAfter(to));
  }

  /** The benefit that a kind of visit falls under. */
  public Optional<Benefit> benefit(String medType) {
    return benefits.stream().filter(one -> one.medTypes().contains(medType)).findFirst();
  }

  /** The first group with an identity that the person has on the day. */
  Group group(List<Identity> identities, LocalDate day) {
    return groups.stream()
        .filter(
            group ->
                identities.stream()
                    .anyMatch(one -> one.in(day) && group.identities().contains(one.type())))
        .findFirst()
        .orElseGet(Group::nobody);
  }

  /** Catastrophic bands of a group: an earlier first band, higher ratios. */
  List<Band> catastrophic(Group group) {
    List<Band> tilted = new ArrayList<>();
    for (Band band : catastrophic) {
      BigDecimal above =
          tilted.isEmpty()
              ? band.above().multiply(group.catastrophicDeductibleFactor())
              : band.above();
      tilted.add(new Band(above, band.ratio()).raised(group.catastrophicRatioPoints()));
    }
    return tilted;
  }
}
