package org.xiangqiao.mappings.insurance.fhir;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.CareTeamComponent;
import org.hl7.fhir.r4.model.Claim.ItemComponent;
import org.hl7.fhir.r4.model.PositiveIntType;
import org.hl7.fhir.r4.model.Reference;

/**
 * Doctors and departments of a claim: members of {@code Claim.careTeam} whose provider carries the
 * national code as identifier and the name as display. Role {@code primary} ordered (开单), {@code
 * assist} carries out (受单).
 */
final class CareTeam {

  static final String ORDERS = "primary";
  static final String CARRIES_OUT = "assist";

  /** Code and name; each {@code null} when absent. */
  record Member(String code, String name) {

    static final Member NONE = new Member(null, null);

    /** Without code and name. */
    @Override
    public String toString() {
      return code == null && name == null ? "Member[]" : "Member[...]";
    }
  }

  private final List<CareTeamComponent> members;

  CareTeam(Claim claim) {
    this.members = claim.getCareTeam();
  }

  /** Of one line: those it names, else those of the claim. */
  Member of(ItemComponent item, String role, String system) {
    List<Integer> named =
        item.getCareTeamSequence().stream().map(PositiveIntType::getValue).toList();
    return first(
            members.stream().filter(member -> named.contains(member.getSequence())), role, system)
        .or(() -> named.isEmpty() ? first(members.stream(), role, system) : Optional.empty())
        .orElse(Member.NONE);
  }

  /** Of the whole claim. */
  Member of(String role, String system) {
    return first(members.stream(), role, system).orElse(Member.NONE);
  }

  private static Optional<Member> first(
      Stream<CareTeamComponent> members, String role, String system) {
    return members
        .filter(
            member ->
                member.getRole().getCoding().stream()
                        .anyMatch(coding -> role.equals(coding.getCode()))
                    && system.equals(member.getProvider().getIdentifier().getSystem()))
        .map(CareTeamComponent::getProvider)
        .map(CareTeam::member)
        .findFirst();
  }

  static Member member(Reference provider) {
    return new Member(provider.getIdentifier().getValue(), provider.getDisplay());
  }
}
