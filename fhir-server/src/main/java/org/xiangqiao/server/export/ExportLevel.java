package org.xiangqiao.server.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.xiangqiao.server.rest.operation.OperationParameter;
import org.xiangqiao.server.rest.operation.OperationShape;
import org.xiangqiao.server.rest.operation.OperationShape.Level;

/** Where an export is asked for, and what that means. Bulk Data Access 2.0, section 2.4. */
enum ExportLevel {
  SYSTEM("export", Level.SYSTEM, Set.of(), "Exports everything that the caller may see."),
  PATIENT(
      "patient-export",
      Level.TYPE,
      Set.of("Patient"),
      "Exports the compartments of all residents, or of those named."),
  GROUP(
      "group-export",
      Level.INSTANCE,
      Set.of("Group"),
      "Exports the compartments of the residents who are members of a Group.");

  private final OperationShape shape;

  ExportLevel(String definition, Level level, Set<String> types, String summary) {
    List<OperationParameter> parameters =
        new ArrayList<>(
            List.of(
                OperationParameter.optional("_outputFormat", "string", "Format of the files."),
                OperationParameter.optional("_since", "instant", "Only what changed since then."),
                OperationParameter.repeated("_type", "string", "Resource types, by commas."),
                OperationParameter.repeated(
                    "_typeFilter", "string", "Searches, any of which a resource has to meet."),
                OperationParameter.repeated("_elements", "string", "Elements to be shown."),
                OperationParameter.repeated(
                    "includeAssociatedData", "string", "Not supported; refused unless lenient.")));
    if (level != Level.SYSTEM) {
      parameters.add(OperationParameter.repeated("patient", "Reference", "Only these residents."));
    }
    shape =
        new OperationShape(
            "export",
            "http://hl7.org/fhir/uv/bulkdata/OperationDefinition/" + definition,
            summary,
            Set.of(level),
            types,
            false,
            parameters);
  }

  OperationShape shape() {
    return shape;
  }
}
