package org.xiangqiao.server.terminology;

import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.TerminologyCapabilities;
import org.hl7.fhir.r4.model.TerminologyCapabilities.CapabilityStatementKind;
import org.hl7.fhir.r4.model.TerminologyCapabilities.CodeSearchSupport;
import org.hl7.fhir.r4.model.TerminologyCapabilities.TerminologyCapabilitiesExpansionComponent;
import org.xiangqiao.server.rest.capability.CapabilityContributor;
import org.xiangqiao.server.rest.capability.TerminologyOffer;
import org.xiangqiao.server.rest.operation.OperationParameter;

/** Tells what the terminology operations can do, in both capability statements. */
final class OfferedTerminology implements TerminologyOffer, CapabilityContributor {

  private static final String FEATURE =
      "http://hl7.org/fhir/uv/application-feature/StructureDefinition/feature";
  private static final String TESTS =
      "http://hl7.org/fhir/uv/tx-tests/FeatureDefinition/test-version";
  private static final String BY_PARAMETER =
      "http://hl7.org/fhir/uv/tx-ecosystem/FeatureDefinition/CodeSystemAsParameter";

  /** Of HL7's terminology ecosystem tests, with which this server is measured. */
  private static final String TESTS_VERSION = "1.9.0";

  private static final List<String> SYSTEMS =
      List.of("urn:ietf:bcp:47", "urn:ietf:bcp:13", "http://unitsofmeasure.org");

  private final String version;
  private final Date built;

  OfferedTerminology(String version, Date built) {
    this.version = version;
    this.built = built;
  }

  @Override
  public TerminologyCapabilities capabilities(String root) {
    TerminologyCapabilities offer = new TerminologyCapabilities();
    offer.setUrl(root + "/fhir/metadata?mode=terminology").setVersion(version);
    offer.setName("XiangqiaoTerminology").setTitle("Xiangqiao 乡桥 terminology service");
    offer.setStatus(PublicationStatus.ACTIVE).setDate(built);
    offer.setKind(CapabilityStatementKind.INSTANCE);
    offer.getSoftware().setName("Xiangqiao").setVersion(version);
    offer.getImplementation().setDescription("Xiangqiao").setUrl(root + "/fhir");
    SYSTEMS.forEach(url -> offer.addCodeSystem().setUri(url));
    TerminologyCapabilitiesExpansionComponent expansion = offer.getExpansion();
    expansion.setHierarchical(true).setPaging(true);
    TerminologyShapes.EXPAND.parameters().stream()
        .map(OperationParameter::name)
        .sorted()
        .forEach(name -> expansion.addParameter().setName(name));
    offer.setCodeSearch(CodeSearchSupport.ALL);
    offer.getValidateCode().setTranslations(true);
    offer.getTranslation().setNeedsMap(true);
    offer.getClosure().setTranslation(false);
    return offer;
  }

  @Override
  public void contribute(CapabilityStatement statement, String root) {
    statement.setUrl(root + "/fhir/metadata").setVersion(version);
    statement.getSoftware().setReleaseDate(built);
    statement.addInstantiates("http://hl7.org/fhir/CapabilityStatement/terminology-server");
    statement.addExtension(feature(TESTS, new CodeType(TESTS_VERSION)));
    statement.addExtension(feature(BY_PARAMETER, new StringType("true")));
  }

  private static Extension feature(String definition, org.hl7.fhir.r4.model.Type value) {
    Extension feature = new Extension(FEATURE);
    feature.addExtension("definition", new CanonicalType(definition));
    feature.addExtension("value", value);
    return feature;
  }
}
