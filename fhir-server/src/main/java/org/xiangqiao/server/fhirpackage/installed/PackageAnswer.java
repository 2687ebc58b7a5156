package org.xiangqiao.server.fhirpackage.installed;

import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.xiangqiao.server.rest.answer.Answer;
import org.xiangqiao.store.Caller;

/** Packages as Parameters. */
final class PackageAnswer {

  private PackageAnswer() {}

  static Answer of(List<InstalledPackage> packages) {
    Parameters answer = new Parameters();
    for (InstalledPackage each : packages) {
      ParametersParameterComponent part = answer.addParameter().setName("package");
      add(part, "name", new StringType(each.name()));
      add(part, "version", new StringType(each.version()));
      if (each.description() != null && !each.description().isBlank()) {
        add(part, "description", new StringType(each.description()));
      }
      add(part, "shared", new BooleanType(each.tenant() == Caller.DEFINITIONS_TENANT));
      add(part, "definitions", new IntegerType(each.definitions()));
      add(part, "sha256", new StringType(each.sha256()));
      add(part, "installed", new InstantType(Date.from(each.installedAt())));
    }
    return new Answer(200, null, null, null, new Answer.Model(answer));
  }

  private static void add(ParametersParameterComponent part, String name, Type value) {
    part.addPart().setName(name).setValue(value);
  }
}
