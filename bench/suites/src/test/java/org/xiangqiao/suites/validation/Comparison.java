package org.xiangqiao.suites.validation;

import ca.uhn.fhir.context.FhirContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.xiangqiao.terminology.builder.profile.Agreement;
import org.xiangqiao.terminology.builder.profile.Agreement.Compared;
import org.xiangqiao.terminology.builder.profile.PackageContent;
import org.xiangqiao.terminology.builder.profile.ReferenceVerdicts;
import org.xiangqiao.terminology.validation.ValidationLimits;

/** Holds cases against both validators, each with the definitions that it needs. */
final class Comparison {

  /** The largest examples have a million values; what is refused for its size is tested apart. */
  static final ValidationLimits LIMITS = new ValidationLimits(200, 5_000_000, 5_000, 10_000_000);

  private final PackageContent content;
  private final ReferenceVerdicts verdicts;
  private final Agreement plain;
  private final ValidatorCases files;
  private final List<Support> supports = new ArrayList<>();

  Comparison(Path cache) {
    verdicts = new ReferenceVerdicts(cache);
    content = PackageContent.built().with(List.of(), "", LIMITS);
    plain = new Agreement(content.validator(), content.compiled(), verdicts);
    files = new ValidatorCases(FhirContext.forR4Cached(), content.validator());
  }

  ValidatorCases files() {
    return files;
  }

  Compared of(ValidationCase each) {
    return plain.compare(each.json(), each.profiles());
  }

  /**
   * All cases of HL7's set, those with definitions of their own too. Each definition of R4 is read
   * some seconds long: as many cases as do not contradict each other share them.
   */
  void share(List<ValidationCase> cases) {
    for (ValidationCase each : cases) {
      if (!each.supporting().isEmpty() && supports.stream().noneMatch(any -> any.take(each))) {
        Support more = new Support(files);
        more.take(each);
        supports.add(more);
      }
    }
  }

  /** Of what was {@link #share shared}. */
  Compared shared(ValidationCase each) {
    for (Support support : supports) {
      if (support.has(each)) {
        return support.agreement(content, verdicts).compare(each.json(), each.profiles());
      }
    }
    return of(each);
  }

  int shares() {
    return supports.size();
  }
}
