package org.xiangqiao.mappings.insurance.fhir;

import java.nio.file.Path;
import java.util.List;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.Resource;
import org.xiangqiao.terminology.builder.PackageBuilder;
import org.xiangqiao.terminology.builder.PackageInfo;
import org.xiangqiao.terminology.validation.CompiledValidator;
import org.xiangqiao.terminology.validation.ValidationLimits;
import org.xiangqiao.terminology.validation.memory.MemoryCodes;
import org.xiangqiao.terminology.validation.memory.MemoryDefinitions;

/** A validator over R4 and the profiles of the package, built once for all tests of a JVM. */
final class PackageProfiles {

  private static final class Holder {
    static final CompiledValidator VALIDATOR = build();
  }

  private PackageProfiles() {}

  /** What makes a resource invalid, with its place. */
  static List<String> errors(Resource resource) {
    return Holder.VALIDATOR.validate(resource).stream()
        .filter(
            finding ->
                finding.severity() == IssueSeverity.ERROR
                    || finding.severity() == IssueSeverity.FATAL)
        .map(Object::toString)
        .toList();
  }

  private static CompiledValidator build() {
    Path sources = Path.of("../terminology/package/src/main/fhir");
    PackageInfo info = PackageInfo.read(sources.resolve("package.yaml"));
    MemoryDefinitions definitions =
        new MemoryDefinitions(Sample.FHIR, PackageBuilder.of(Sample.FHIR, info).resources(sources));
    return new CompiledValidator(
        Sample.FHIR, definitions, new MemoryCodes(definitions), ValidationLimits.ordinary());
  }
}
