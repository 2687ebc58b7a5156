package org.xiangqiao.terminology;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Citizen identification number (公民身份号码), GB 11643-1999: six digits of area, eight of birth date,
 * three of sequence (odd for men), one check character.
 *
 * <p>The area is not looked up: areas are abolished and renamed, numbers stay.
 */
public final class ResidentIdentityNumber {

  /** Why a text is no identity number. */
  public enum Fault {
    LENGTH,
    CHARACTERS,
    BIRTH_DATE,
    CHECKSUM
  }

  private static final Pattern FORM = Pattern.compile("[0-9]{17}[0-9X]");
  private static final String CHECK_CHARACTERS = "10X98765432";

  private final String value;

  private ResidentIdentityNumber(String value) {
    this.value = value;
  }

  /** The number, a final {@code x} made {@code X}; empty when {@link #faultOf} finds a fault. */
  public static Optional<ResidentIdentityNumber> parse(String text) {
    String value = normalize(text);
    return fault(value) == null ? Optional.of(new ResidentIdentityNumber(value)) : Optional.empty();
  }

  public static Optional<Fault> faultOf(String text) {
    return Optional.ofNullable(fault(normalize(text)));
  }

  /** Check character for the first 17 digits (ISO 7064, MOD 11-2). */
  public static char checkCharacter(String first17) {
    int sum = 0;
    for (int i = 0; i < 17; i++) {
      int weight = (1 << (17 - i)) % 11;
      sum += (first17.charAt(i) - '0') * weight;
    }
    return CHECK_CHARACTERS.charAt(sum % 11);
  }

  public String value() {
    return value;
  }

  public LocalDate birthDate() {
    return birthDate(value);
  }

  public boolean male() {
    return (value.charAt(16) - '0') % 2 == 1;
  }

  /** For people to recognise it by: area's first digits and the last character only. */
  public String masked() {
    return value.substring(0, 2) + "***************" + value.charAt(17);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ResidentIdentityNumber number && number.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  /** Masked, so that it cannot reach a log by accident. */
  @Override
  public String toString() {
    return masked();
  }

  private static String normalize(String text) {
    return text == null ? "" : text.strip().toUpperCase(Locale.ROOT);
  }

  private static Fault fault(String value) {
    if (value.length() != 18) {
      return Fault.LENGTH;
    }
    if (!FORM.matcher(value).matches()) {
      return Fault.CHARACTERS;
    }
    try {
      birthDate(value);
    } catch (DateTimeException e) {
      return Fault.BIRTH_DATE;
    }
    return checkCharacter(value) == value.charAt(17) ? null : Fault.CHECKSUM;
  }

  private static LocalDate birthDate(String value) {
    return LocalDate.of(
        Integer.parseInt(value.substring(6, 10)),
        Integer.parseInt(value.substring(10, 12)),
        Integer.parseInt(value.substring(12, 14)));
  }
}
