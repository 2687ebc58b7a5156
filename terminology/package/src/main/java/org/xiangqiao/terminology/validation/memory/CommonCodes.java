package org.xiangqiao.terminology.validation.memory;

import java.util.Currency;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.xiangqiao.terminology.validation.CodeSets.Answer;

/** Code systems that are grammars or that Java knows: languages, media types, currencies. */
final class CommonCodes {

  private static final String LANGUAGES = "urn:ietf:bcp:47";
  private static final String MEDIA_TYPES = "urn:ietf:bcp:13";
  private static final String CURRENCIES = "urn:iso:std:iso:4217";

  private static final Map<String, String> VALUE_SETS =
      Map.of(
          "http://hl7.org/fhir/ValueSet/all-languages", LANGUAGES,
          "http://hl7.org/fhir/ValueSet/mimetypes", MEDIA_TYPES,
          "http://hl7.org/fhir/ValueSet/currencies", CURRENCIES);

  private static final Set<String> CURRENCY_CODES =
      Currency.getAvailableCurrencies().stream()
          .map(Currency::getCurrencyCode)
          .collect(Collectors.toUnmodifiableSet());

  private CommonCodes() {}

  /** Empty if it is none of these. */
  static Optional<Answer> inValueSet(String valueSet, String system, String code) {
    String wanted = VALUE_SETS.get(valueSet);
    if (wanted == null) {
      return Optional.empty();
    }
    return system.isEmpty() || system.equals(wanted)
        ? inSystem(wanted, code)
        : Optional.of(Answer.NO);
  }

  static Optional<Answer> inSystem(String system, String code) {
    return switch (system) {
      case LANGUAGES -> Optional.of(answer(language(code)));
      case MEDIA_TYPES -> Optional.of(answer(!code.isBlank()));
      case CURRENCIES -> Optional.of(answer(CURRENCY_CODES.contains(code)));
      default -> Optional.empty();
    };
  }

  private static Answer answer(boolean yes) {
    return yes ? Answer.YES : Answer.NO;
  }

  private static boolean language(String tag) {
    try {
      new Locale.Builder().setLanguageTag(tag).build();
      return !tag.isBlank();
    } catch (IllformedLocaleException e) {
      return false;
    }
  }
}
