package org.xiangqiao.mappings.county;

import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Patient;

/** FHIR Immunization with its Patient to the county platform's form. Pure. */
public interface CountyImmunizationMapping {

  /**
   * @param messageId stable over all attempts
   * @param operation {@code created}, {@code updated} or {@code deleted}
   * @throws CountyMappingException if the platform's form cannot carry it, with all reasons
   */
  CountyImmunizationMessage toCounty(
      String messageId, String operation, Immunization immunization, Patient patient);
}
