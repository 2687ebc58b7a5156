package org.xiangqiao.integration.insurance.clinic;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.Reference;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Village clinics (村卫生室) that settle through this server.
 *
 * @param clinics by the code under which {@code Encounter.serviceProvider} names them
 */
@ConfigurationProperties("xiangqiao.insurance")
public record ClinicSettings(Map<String, Clinic> clinics) {

  /** Clinics of one centre. */
  private static final int MOST = 500;

  public ClinicSettings {
    clinics = clinics == null ? Map.of() : Map.copyOf(clinics);
    for (String centre : clinics.values().stream().map(Clinic::centre).toList()) {
      require(
          clinics.values().stream().filter(one -> one.centre().equals(centre)).count() <= MOST,
          "no more than " + MOST + " of one centre");
    }
  }

  /**
   * A clinic of a centre.
   *
   * @param tenant the county
   * @param centre {@code fixmedins_code} of the township health centre
   * @param ownCode whether it settles under its own code, which is an institution then
   * @param organization logical id of its Organization, by which it is known too; or null
   */
  public record Clinic(
      @DefaultValue("1") int tenant,
      String name,
      String centre,
      @DefaultValue("false") boolean ownCode,
      String organization) {

    public Clinic {
      require(name != null && !name.isBlank(), "named: *.name");
      require(centre != null && !centre.isBlank(), "of a centre: *.centre");
    }
  }

  /** The clinic that a resource names, by its code or its Organization. */
  public Optional<String> named(int tenant, Reference provider) {
    String code = provider.getIdentifier().getValue();
    if (code != null) {
      return Optional.of(code).filter(known -> knows(tenant, known));
    }
    boolean organization = "Organization".equals(provider.getReferenceElement().getResourceType());
    String id = provider.getReferenceElement().getIdPart();
    return clinics.entrySet().stream()
        .filter(one -> organization && one.getValue().tenant() == tenant)
        .filter(one -> id.equals(one.getValue().organization()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** {@code fixmedins_code} under which a clinic settles. */
  public String settlesUnder(String clinic) {
    Clinic one = clinics.get(clinic);
    return one.ownCode() ? clinic : one.centre();
  }

  /** Clinics of a centre in the order of their codes. */
  public List<Map.Entry<String, Clinic>> of(int tenant, String centre) {
    Map<String, Clinic> found = new TreeMap<>();
    clinics.forEach(
        (code, one) -> {
          if (one.tenant() == tenant && one.centre().equals(centre)) {
            found.put(code, one);
          }
        });
    return List.copyOf(found.entrySet());
  }

  /**
   * @throws IllegalArgumentException if a clinic settles under a code that is no institution
   */
  public void check(Map<String, Integer> tenantsOfInstitutions) {
    clinics.forEach(
        (code, one) ->
            require(
                Integer.valueOf(one.tenant()).equals(tenantsOfInstitutions.get(settlesUnder(code))),
                "settling under an institution of the same tenant: " + code));
  }

  private boolean knows(int tenant, String code) {
    return clinics.containsKey(code) && clinics.get(code).tenant() == tenant;
  }

  private static void require(boolean condition, String allowed) {
    if (!condition) {
      throw new IllegalArgumentException("xiangqiao.insurance.clinics must be " + allowed);
    }
  }
}
