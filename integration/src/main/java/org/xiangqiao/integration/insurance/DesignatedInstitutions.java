package org.xiangqiao.integration.insurance;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.xiangqiao.integration.insurance.InsuranceSettings.Institution;
import org.xiangqiao.integration.insurance.audit.AuditPlace;
import org.xiangqiao.integration.insurance.book.MessageNumbers;
import org.xiangqiao.integration.insurance.desk.DeskException;
import org.xiangqiao.integration.insurance.platform.Line;
import org.xiangqiao.integration.insurance.reconcile.Reconciler;
import org.xiangqiao.mappings.insurance.Dictionaries;
import org.xiangqiao.mappings.insurance.TransactionTable;
import org.xiangqiao.mappings.insurance.check.FhirElements;
import org.xiangqiao.mappings.insurance.check.FieldCheck;
import org.xiangqiao.mappings.insurance.profile.ProvinceProfile;
import org.xiangqiao.mappings.insurance.profile.TimeLimits;

/**
 * The designated institutions (定点医药机构) that this server speaks for, by code: each with its
 * province's profile and its line to the platform.
 */
final class DesignatedInstitutions {

  /** Beyond the platform's time-outs, for what is done between two notes. */
  private static final Duration MARGIN = Duration.ofSeconds(10);

  private final Map<String, Institution> institutions;
  private final Map<String, ProvinceProfile> profiles;
  private final Map<String, Line> lines = new LinkedHashMap<>();
  private final TransactionTable table;
  private final FhirElements elements = FhirElements.load();

  private DesignatedInstitutions(
      Map<String, Institution> institutions,
      Map<String, ProvinceProfile> profiles,
      TransactionTable table) {
    this.institutions = institutions;
    this.profiles = profiles;
    this.table = table;
  }

  /**
   * @param profiles of those that ship, or files, by name
   */
  static DesignatedInstitutions open(
      InsuranceSettings settings,
      Function<String, ProvinceProfile> profiles,
      TransactionTable table,
      MessageNumbers numbers,
      InstitutionLines opener) {
    Map<String, ProvinceProfile> byCode = new LinkedHashMap<>();
    settings.institutions().forEach((code, one) -> byCode.put(code, profiles.apply(one.profile())));
    DesignatedInstitutions opened =
        new DesignatedInstitutions(settings.institutions(), byCode, table);
    settings
        .institutions()
        .forEach(
            (code, one) ->
                opened.lines.put(
                    code,
                    opener.open(
                        settings,
                        code,
                        one,
                        byCode.get(code),
                        () -> numbers.next(one.firstNumber(), one.lastNumber()))));
    return opened;
  }

  /**
   * @throws DeskException if it is none of this server's
   */
  Line line(String code) {
    Line line = lines.get(code);
    if (line == null) {
      throw new DeskException(DeskException.Reason.INSTITUTION, "");
    }
    return line;
  }

  boolean has(String code) {
    return institutions.containsKey(code);
  }

  /** Of an institution of this server. */
  ProvinceProfile profile(String code) {
    return profiles.get(code);
  }

  int tenant(String code) {
    return institutions.get(code).tenant();
  }

  /** Codes of a county's, in order. */
  List<String> ofTenant(int tenant) {
    return institutions.entrySet().stream()
        .filter(one -> one.getValue().tenant() == tenant)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** Whether an institution takes claims of a client of an organization. */
  boolean serves(String code, String organization) {
    return institutions.get(code).serves(organization);
  }

  /** Whether an institution settles for people who are insured in a district. */
  boolean settles(String code, String insured) {
    return profile(code).settles(institutions.get(code).district(), insured);
  }

  /** Whether an institution's province has an address for a transaction. */
  boolean reaches(String code, String transaction) {
    return profile(code).reaches(table.transaction(transaction));
  }

  /** The check of messages of an institution. */
  FieldCheck check(String code, Dictionaries dictionaries) {
    return new FieldCheck(table, dictionaries, profile(code), elements);
  }

  /** How bills of an institution are audited by the platform. */
  AuditPlace auditPlace(String code) {
    Institution one = institutions.get(code);
    return new AuditPlace(
        new org.xiangqiao.mappings.insurance.envelope.Institution(code, one.name()),
        one.district(),
        profile(code).audits());
  }

  Map<String, Reconciler.Institution> toReconcile() {
    Map<String, Reconciler.Institution> all = new LinkedHashMap<>();
    institutions.forEach(
        (code, one) ->
            all.put(
                code,
                new Reconciler.Institution(
                    one.tenant(),
                    one.district(),
                    profile(code).offices().values().stream().distinct().sorted().toList())));
    return all;
  }

  /** Within which a message and the sign-in before it must end. */
  Duration lease() {
    return lease(profiles);
  }

  static Duration lease(Map<String, ProvinceProfile> profiles) {
    return profiles.values().stream()
        .map(DesignatedInstitutions::longest)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO)
        .plus(MARGIN);
  }

  /** A message and the sign-in before it, and the audits that come first. */
  private static Duration longest(ProvinceProfile profile) {
    TimeLimits limits = profile.limits();
    Duration answer = limits.step().compareTo(limits.query()) > 0 ? limits.step() : limits.query();
    Duration audit =
        profile.audits().values().stream()
            .map(one -> limits.connect().plus(one.within()).multipliedBy(2).plus(answer))
            .max(Duration::compareTo)
            .orElse(Duration.ZERO);
    return limits.connect().plus(answer).multipliedBy(2).plus(audit);
  }
}
