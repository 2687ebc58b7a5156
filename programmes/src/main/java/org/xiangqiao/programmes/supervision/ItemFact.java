package org.xiangqiao.programmes.supervision;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.xiangqiao.programmes.benefit.CareLevel;

/**
 * What a county holds of an item (项目规则). Null or empty: no limit.
 *
 * @param level that the row is for; null for all
 * @param priceLimit {@code pric_uplmt_amt} in yuan
 * @param youngest in full years
 * @param oldest in full years, this year of age included
 * @param diagnoses beginnings of ICD-10 codes, of which the bill must hold one
 * @param levels that may bill it
 * @param perDay largest quantity a day
 * @param partOf packages that hold it already
 * @param dailyQuantity at the usual dose
 * @param mostDays of one bill; over the rule's own limit
 * @param ingredient that makes two items the same drug, for example ATC of the fifth level
 * @param traced whether a drug must have a trace code; null where the rule decides
 */
public record ItemFact(
    String code,
    CareLevel level,
    LocalDate from,
    LocalDate to,
    BigDecimal priceLimit,
    Insured.Sex sex,
    Integer youngest,
    Integer oldest,
    List<String> diagnoses,
    Set<CareLevel> levels,
    BigDecimal perDay,
    List<String> partOf,
    BigDecimal dailyQuantity,
    BigDecimal mostDays,
    String ingredient,
    Boolean traced) {

  public ItemFact {
    diagnoses = List.copyOf(diagnoses);
    levels = Set.copyOf(levels);
    partOf = List.copyOf(partOf);
  }

  boolean holds(LocalDate day, CareLevel at) {
    return !day.isBefore(from)
        && (to == null || !day.isAfter(to))
        && (level == null || level == at);
  }
}
