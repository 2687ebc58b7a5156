package org.xiangqiao.server.gate.county;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import ca.uhn.fhir.context.support.ValidationSupportContext;
import ca.uhn.hapi.converters.canonical.VersionCanonicalizer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.springframework.util.function.SingletonSupplier;
import org.xiangqiao.server.definition.BaseDefinitions;
import org.xiangqiao.server.definition.DefinitionContext;
import org.xiangqiao.server.fhirpackage.installed.ProfileCheck;
import org.xiangqiao.server.gate.county.DefinitionHeads.Head;
import org.xiangqiao.terminology.validation.UnusableProfileException;
import org.xiangqiao.terminology.validation.UnusableProfileException.Reason;

/**
 * Looks through profiles as packages are looked through when they are installed: over REST anything
 * may have been posted. Adds the snapshot where the author left it out.
 */
final class PostedProfiles {

  private final ValidationSupportChain all;
  private final SingletonSupplier<ProfileCheck> check;
  private final SingletonSupplier<VersionCanonicalizer> converter;

  PostedProfiles(FhirContext context, BaseDefinitions base, IValidationSupport county) {
    this.all =
        new ValidationSupportChain(base, county, new SnapshotGeneratingValidationSupport(context));
    this.check = SingletonSupplier.of(() -> new ProfileCheck(new DefinitionContext(base, all)));
    this.converter = SingletonSupplier.of(() -> new VersionCanonicalizer(context));
  }

  /**
   * @param checked whether it was looked through when it was installed
   * @param twins posted with the same canonical; itself among them
   * @throws UnusableProfileException naming the profile and the element at fault
   */
  StructureDefinition usable(StructureDefinition profile, boolean checked, List<Head> twins) {
    String canonical = canonical(profile);
    if (twins.size() > 1) {
      throw unusable("profile-twice", canonical, place(twins.get(0)), place(twins.get(1)));
    }
    if (circular(profile)) {
      throw unusable("profile-circle", canonical);
    }
    if (!checked) {
      List<Reason> reasons =
          check
              .obtain()
              .findings(canonical, converter.obtain().structureDefinitionToCanonical(profile))
              .stream()
              .map(each -> new Reason(each.rule(), each.arguments()))
              .toList();
      if (!reasons.isEmpty()) {
        throw new UnusableProfileException(reasons);
      }
    }
    return profile.hasSnapshot() ? profile : withSnapshot(profile, canonical);
  }

  private StructureDefinition withSnapshot(StructureDefinition profile, String canonical) {
    try {
      return (StructureDefinition)
          all.generateSnapshot(
              new ValidationSupportContext(all),
              profile.copy(),
              profile.getUrl(),
              null,
              profile.getName());
    } catch (DefinitionsUnavailableException away) {
      throw away;
    } catch (RuntimeException impossible) {
      throw unusable("profile-snapshot", canonical, impossible.getClass().getSimpleName());
    }
  }

  private boolean circular(StructureDefinition profile) {
    Set<String> seen = new HashSet<>();
    StructureDefinition each = profile;
    while (each != null && each.hasBaseDefinition()) {
      if (!seen.add(canonical(each))) {
        return true;
      }
      each = (StructureDefinition) all.fetchStructureDefinition(each.getBaseDefinition());
    }
    return false;
  }

  private static UnusableProfileException unusable(String rule, String... args) {
    return new UnusableProfileException(List.of(new Reason(rule, List.of(args))));
  }

  private static String place(Head head) {
    return head.type() + "/" + head.id();
  }

  private static String canonical(StructureDefinition profile) {
    return profile.hasVersion() ? profile.getUrl() + "|" + profile.getVersion() : profile.getUrl();
  }
}
