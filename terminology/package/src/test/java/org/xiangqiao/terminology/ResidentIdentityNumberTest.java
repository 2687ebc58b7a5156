package org.xiangqiao.terminology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.xiangqiao.terminology.ResidentIdentityNumber.Fault;

class ResidentIdentityNumberTest {

  /** Check characters worked out by hand with the weights that the standard prints. */
  @Test
  void acceptsNumbersWithTheRightCheckCharacter() {
    ResidentIdentityNumber number =
        ResidentIdentityNumber.parse("990101194912310028").orElseThrow();
    assertThat(number.value()).isEqualTo("990101194912310028");
    assertThat(number.birthDate()).isEqualTo(LocalDate.of(1949, 12, 31));
    assertThat(number.male()).isFalse();
    assertThat(ResidentIdentityNumber.parse("99010119900101348x").orElseThrow().value())
        .isEqualTo("99010119900101348X");
  }

  @Test
  void tellsWhatIsWrong() {
    assertThat(ResidentIdentityNumber.faultOf(null)).contains(Fault.LENGTH);
    assertThat(ResidentIdentityNumber.faultOf("990101491231002")).contains(Fault.LENGTH);
    assertThat(ResidentIdentityNumber.faultOf("9901011949123100XX")).contains(Fault.CHARACTERS);
    assertThat(ResidentIdentityNumber.faultOf("990101194902310025")).contains(Fault.BIRTH_DATE);
    assertThat(ResidentIdentityNumber.faultOf("990101194912310021")).contains(Fault.CHECKSUM);
    assertThat(ResidentIdentityNumber.faultOf("990101194912310028")).isEmpty();
  }

  @Test
  void doesNotShowItself() {
    ResidentIdentityNumber number =
        ResidentIdentityNumber.parse("990101194912310028").orElseThrow();
    assertThat(number.toString()).isEqualTo("99***************8").doesNotContain("1949");
  }

  /** MOD 11-2 detects every single wrong digit and every swap of neighbours. */
  @Property(tries = 300)
  void findsEverySingleErrorAndEverySwap(
      @ForAll @IntRange(min = 0, max = 36500) int day,
      @ForAll @IntRange(max = 999) int sequence,
      @ForAll @IntRange(max = 16) int place,
      @ForAll @IntRange(min = 1, max = 9) int shift) {
    String first =
        "990101"
            + LocalDate.of(1920, 1, 1).plusDays(day).toString().replace("-", "")
            + String.format("%03d", sequence);
    String number = first + ResidentIdentityNumber.checkCharacter(first);
    assertThat(ResidentIdentityNumber.parse(number)).isPresent();

    char[] wrong = number.toCharArray();
    wrong[place] = (char) ('0' + (wrong[place] - '0' + shift) % 10);
    assertThat(ResidentIdentityNumber.parse(new String(wrong))).isEmpty();

    if (place < 16 && number.charAt(place) != number.charAt(place + 1)) {
      char[] swapped = number.toCharArray();
      swapped[place] = number.charAt(place + 1);
      swapped[place + 1] = number.charAt(place);
      assertThat(ResidentIdentityNumber.parse(new String(swapped))).isEmpty();
    }
  }
}
