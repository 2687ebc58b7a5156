package org.xiangqiao.server.audit;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** Logical ids of the Patients that a parsed resource refers to. */
final class PatientReferences {

  private PatientReferences() {}

  static List<String> in(Resource resource) {
    List<String> patients = new ArrayList<>();
    collect(resource, patients);
    return patients;
  }

  private static void collect(Base element, List<String> patients) {
    for (Property property : element.children()) {
      for (Base value : property.getValues()) {
        if (value instanceof Reference reference && reference.hasReference()) {
          IdType target = new IdType(reference.getReference());
          if ("Patient".equals(target.getResourceType()) && target.hasIdPart()) {
            patients.add(target.getIdPart());
          }
        } else {
          collect(value, patients);
        }
      }
    }
  }
}
