package org.xiangqiao.mappings.insurance.profile;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xiangqiao.mappings.insurance.Transaction;
import org.xiangqiao.mappings.insurance.envelope.MessageFormat;
import org.xiangqiao.mappings.insurance.envelope.Receiver;

/**
 * A province (省级配置): all that differs from the table.
 *
 * @param variants number that travels by operation, for example 2206 as {@code 2206A}
 * @param more envelope keys of this province, with their values
 * @param fields by {@code infno.node.key}; of the envelope {@code ENVELOPE..key}
 * @param refusals parts of {@code err_msg} that are known to be refusals before booking
 * @param nothingToUndo parts of {@code err_msg} of a withdrawal (2205, 2202, 2302, 2405, 2404) that
 *     are known to mean that there is nothing to take back
 * @param crossDistrict beginnings of other districts (参保地) whose patients settle here
 * @param offices clearing office (清算经办机构) of patients of other districts, by beginning of the
 *     district
 * @param audits that are asked for before charges (3101) and before a settlement (3102)
 * @param signing {@code null} when nothing is signed
 */
public record ProvinceProfile(
    String name,
    Transport transport,
    Receiver receiver,
    MessageFormat format,
    Map<String, String> variants,
    Map<String, String> more,
    TimeLimits limits,
    BatchLimits batches,
    Map<String, FieldRule> fields,
    List<String> refusals,
    List<String> nothingToUndo,
    AmountRules amounts,
    CutOff cutOff,
    List<String> crossDistrict,
    Map<String, String> offices,
    Map<String, Audit> audits,
    SettlementListRule settlementList,
    Signing signing) {

  public ProvinceProfile {
    variants = Map.copyOf(variants);
    more = Map.copyOf(more);
    fields = Map.copyOf(fields);
    refusals = List.copyOf(refusals);
    nothingToUndo = List.copyOf(nothingToUndo);
    crossDistrict = List.copyOf(crossDistrict);
    offices = Map.copyOf(offices);
    audits = Map.copyOf(audits);
  }

  /** Whether a patient who is insured in a district settles at an institution of another (异地就医). */
  public boolean settles(String district, String insured) {
    return district.equals(insured) || crossDistrict.stream().anyMatch(insured::startsWith);
  }

  /**
   * Which office clears (清算经办机构) for patients of another district: the one that the longest
   * beginning names. Empty for the institution's own, of whom only the platform knows.
   */
  public Optional<String> office(String district, String insured) {
    return offices.entrySet().stream()
        .filter(office -> insured != null && !district.equals(insured))
        .filter(office -> insured.startsWith(office.getKey()))
        .max(Comparator.comparingInt(office -> office.getKey().length()))
        .map(Map.Entry::getValue);
  }

  public Optional<Audit> audit(String infno) {
    return Optional.ofNullable(audits.get(infno));
  }

  /** The number that travels. */
  public String infno(String operation) {
    return variants.getOrDefault(operation, operation);
  }

  /** The operation of a number that travels. */
  public String operation(String infno) {
    return variants.entrySet().stream()
        .filter(variant -> variant.getValue().equals(infno))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(infno);
  }

  /**
   * Address of a transaction.
   *
   * @param operation the table's entry of the operation, whatever number travels
   * @throws IllegalArgumentException when the template needs a path and none is sure
   */
  public String url(String base, Transaction operation) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("base", base);
    values.put("infno", infno(operation.infno()));
    path(operation).ifPresent(path -> values.put("path", path));
    try {
      return transport.url().fill(values);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "profile " + name + " names no path for " + operation.infno(), e);
    }
  }

  /** Whether an address of the transaction is known. */
  public boolean reaches(Transaction operation) {
    try {
      url("", operation);
      return true;
    } catch (IllegalArgumentException pathless) {
      return false;
    }
  }

  /** Headers, in order. */
  public Map<String, String> headers(Map<String, String> values) {
    Map<String, String> headers = new LinkedHashMap<>();
    transport.headers().forEach((key, template) -> headers.put(key, template.fill(values)));
    return headers;
  }

  /** Whether a refusal of a money step is known to come before anything is booked. */
  public boolean refusedBeforeBooking(String error) {
    return error != null && refusals.stream().anyMatch(error::contains);
  }

  /** Whether a refusal to take back means that nothing was there. */
  public boolean nothingToUndo(String error) {
    return error != null && nothingToUndo.stream().anyMatch(error::contains);
  }

  public Optional<FieldRule> field(String infno, String node, String key) {
    return Optional.ofNullable(fields.get(infno + "." + node + "." + key));
  }

  public Optional<Signing> sign() {
    return Optional.ofNullable(signing);
  }

  private Optional<String> path(Transaction operation) {
    String named = transport.paths().get(operation.infno());
    return named != null
        ? Optional.of(named)
        : Optional.of(operation.paths())
            .filter(paths -> paths.size() == 1)
            .map(paths -> paths.get(0));
  }
}
