package org.xiangqiao.simulators.insurance;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.xiangqiao.programmes.benefit.Identity;

/**
 * A person that the platform insures.
 *
 * @param number psn_no
 * @param certificate certno, an identity card
 * @param credentials other credentials of the person: e-credential tokens, card numbers
 * @param insuranceType insutype, 390 for residents
 * @param personType psn_type
 * @param status psn_insu_stas: 1 normal, 2 suspended
 * @param district insuplc_admdvs
 * @param balance of the personal account
 */
public record InsuredPerson(
    String number,
    String certificate,
    Set<String> credentials,
    String name,
    String gender,
    LocalDate birth,
    String insuranceType,
    String personType,
    String status,
    String district,
    List<Identity> identities,
    BigDecimal balance) {

  public InsuredPerson {
    Objects.requireNonNull(number, "number");
    Objects.requireNonNull(certificate, "certificate");
    credentials = Set.copyOf(credentials);
    identities = List.copyOf(identities);
  }

  /** An adult resident in good standing. */
  public static InsuredPerson resident(
      String number, String certificate, String name, String district) {
    return new InsuredPerson(
        number,
        certificate,
        Set.of(),
        name,
        "2",
        LocalDate.of(1970, 1, 1),
        "390",
        "1501",
        "1",
        district,
        List.of(),
        new BigDecimal("0.00"));
  }

  public InsuredPerson withStatus(String other) {
    return new InsuredPerson(
        number,
        certificate,
        credentials,
        name,
        gender,
        birth,
        insuranceType,
        personType,
        other,
        district,
        identities,
        balance);
  }

  public InsuredPerson withIdentities(List<Identity> others) {
    return new InsuredPerson(
        number,
        certificate,
        credentials,
        name,
        gender,
        birth,
        insuranceType,
        personType,
        status,
        district,
        others,
        balance);
  }

  public InsuredPerson withCredentials(Set<String> others) {
    return new InsuredPerson(
        number,
        certificate,
        others,
        name,
        gender,
        birth,
        insuranceType,
        personType,
        status,
        district,
        identities,
        balance);
  }

  boolean shows(String credential) {
    return certificate.equals(credential) || credentials.contains(credential);
  }

  /** Nothing that tells who it is. */
  @Override
  public String toString() {
    return "InsuredPerson[" + insuranceType + ", " + status + "]";
  }
}
