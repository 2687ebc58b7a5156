package org.xiangqiao.integration.insurance.desk;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.ClaimResponse;
import org.xiangqiao.mappings.MappingProblem;
import org.xiangqiao.mappings.insurance.amount.AmountIdentities;
import org.xiangqiao.mappings.insurance.amount.Dispute;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.profile.AmountRules;

/**
 * What does not add up in a settlement (有争议的金额). The platform's figures are booked whatever they
 * are: money that moved is never dropped, a person settles the difference.
 */
public final class Disputes {

  /** More are counted, not told one by one. */
  private static final int MOST_TOLD = 10;

  private final Function<String, AmountRules> rules;

  /**
   * @param rules of an institution's province, by its code
   */
  public Disputes(Function<String, AmountRules> rules) {
    this.rules = rules;
  }

  /**
   * @param settlement answer of the settlement
   * @param details answer of the uploaded lines
   */
  List<MappingProblem> of(String institution, Claim claim, Payload settlement, Payload details) {
    AmountIdentities identities = new AmountIdentities(rules.apply(institution));
    List<Dispute> disputes = new ArrayList<>(identities.ofSettlement(settlement, total(claim)));
    disputes.addAll(identities.ofLines(details.rows("result")));
    return disputes.stream().map(Dispute::problem).toList();
  }

  /** Says so in words, after what the counter reads aloud. */
  static void tell(ClaimResponse response, List<MappingProblem> disputes) {
    response.setDisposition(DeskTexts.chinese("disputed"));
    for (Locale language : List.of(Locale.CHINESE, Locale.ENGLISH)) {
      for (String text : texts(disputes, language)) {
        response
            .addProcessNote()
            .setNumber(response.getProcessNote().size())
            .setText(text)
            .setLanguage(DeskTexts.language(language));
      }
    }
  }

  /** For the person who settles it. */
  static String task(List<MappingProblem> disputes) {
    return String.join(" ", texts(disputes, Locale.CHINESE))
        + " "
        + String.join(" ", texts(disputes, Locale.ENGLISH));
  }

  private static List<String> texts(List<MappingProblem> disputes, Locale language) {
    List<String> texts = new ArrayList<>();
    texts.add(DeskTexts.in(language, "disputed"));
    disputes.stream()
        .limit(MOST_TOLD)
        .forEach(one -> texts.add(one.text(language) + " " + one.remedy(language)));
    if (disputes.size() > MOST_TOLD) {
      texts.add(DeskTexts.in(language, "disputed-more").formatted(disputes.size() - MOST_TOLD));
    }
    return texts;
  }

  private static BigDecimal total(Claim claim) {
    return claim.hasTotal() ? claim.getTotal().getValue() : null;
  }
}
