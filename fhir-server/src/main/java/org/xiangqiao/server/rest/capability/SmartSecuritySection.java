package org.xiangqiao.server.rest.capability;

import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestSecurityComponent;
import org.hl7.fhir.r4.model.UriType;

/**
 * How to get a token: SMART App Launch, conformance by CapabilityStatement. The full description is
 * at {@code .well-known/smart-configuration} under the FHIR base.
 */
public final class SmartSecuritySection implements CapabilityContributor {

  private static final String OAUTH_URIS =
      "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris";
  private static final String SERVICES =
      "http://terminology.hl7.org/CodeSystem/restful-security-service";

  private final String tokenEndpoint;

  /**
   * @param tokenEndpoint absolute address, or a path below the root
   */
  public SmartSecuritySection(String tokenEndpoint) {
    this.tokenEndpoint = tokenEndpoint;
  }

  @Override
  public void contribute(CapabilityStatement statement, String root) {
    CapabilityStatementRestSecurityComponent security = statement.getRestFirstRep().getSecurity();
    security
        .addService()
        .addCoding()
        .setSystem(SERVICES)
        .setCode("SMART-on-FHIR")
        .setDisplay("SMART-on-FHIR");
    security.setDescription(
        "OAuth2 bearer tokens by SMART Backend Services; see "
            + root
            + "/fhir/.well-known/smart-configuration");
    String token = tokenEndpoint.startsWith("/") ? root + tokenEndpoint : tokenEndpoint;
    security.addExtension().setUrl(OAUTH_URIS).addExtension("token", new UriType(token));
  }
}
