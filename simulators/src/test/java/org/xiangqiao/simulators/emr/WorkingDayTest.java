package org.xiangqiao.simulators.emr;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WorkingDayTest {

  private static final LocalDate DAY = LocalDate.of(2026, 3, 9);
  private final Township township = Township.of(7, 200, DAY);
  private final List<EmrMessage> messages = day(1);

  @Test
  void theSameSeedGivesTheSameBytes() {
    assertThat(Township.of(7, 200, DAY)).isEqualTo(township);
    assertThat(day(1)).isEqualTo(messages);
  }

  @Test
  void aLaterDayHasOtherControlIdsAndCorrectsDoses() {
    List<EmrMessage> second = day(2);
    assertThat(second).isNotEmpty().hasSizeLessThan(messages.size());
    assertThat(second).map(EmrMessage::controlId).allMatch(id -> id.startsWith("D0002-"));
    assertThat(second)
        .filteredOn(m -> m.type().equals("VXU^V04"))
        .isNotEmpty()
        .allMatch(m -> segment(m, "RXA").endsWith("|U"));
  }

  @Test
  void identityNumbersAreUniqueUnassignedAndPassTheChecksum() {
    Set<String> seen = new HashSet<>();
    for (Resident r : township.residents()) {
      String id = r.identityNumber();
      if (id.isEmpty()) {
        assertThat(r.birthDate()).isAfter(DAY.minusDays(61));
        continue;
      }
      assertThat(id).startsWith("99").hasSize(18);
      assertThat(seen.add(id)).isTrue();
      // ISO 7064 MOD 11-2: the weighted sum with the check character is 1 modulo 11.
      int sum = 0;
      for (char c : id.toCharArray()) {
        sum = (sum * 2 + (c == 'X' ? 10 : c - '0')) % 11;
      }
      assertThat(sum).as(id).isEqualTo(1);
      assertThat((id.charAt(16) - '0') % 2 == 1).isEqualTo(r.male());
    }
  }

  @Test
  void everyResidentIsRegisteredAndControlIdsAreUnique() {
    assertThat(messages.stream().filter(m -> m.type().equals("ADT^A04"))).hasSize(200);
    assertThat(messages.stream().map(EmrMessage::controlId).collect(Collectors.toSet()))
        .hasSameSizeAs(messages);
    assertThat(messages.stream().map(EmrMessage::type).distinct())
        .containsExactlyInAnyOrder("ADT^A04", "ADT^A08", "VXU^V04");
  }

  @Test
  void dosesAreDueAtTheChildsAgeAndNotInTheFuture() {
    for (EmrMessage m : messages) {
      if (m.type().equals("VXU^V04")) {
        String[] rxa = segment(m, "RXA").split("\\|", -1);
        String birth = segment(m, "PID").split("\\|", -1)[7];
        assertThat(rxa[3].substring(0, 8)).isBetween(birth, "20260309");
        assertThat(segment(m, "NK1")).isNotEmpty();
      }
    }
  }

  @Test
  void theOlderSystemSendsGb18030WithChineseInItsHeader() {
    EmrMessage old =
        messages.stream().filter(m -> m.system() == EmrSystem.BAISHUI).findFirst().orElseThrow();
    assertThat(new String(old.bytes(), StandardCharsets.UTF_8)).doesNotContain("白水镇卫生院");
    assertThat(new String(old.bytes(), old.system().charset())).contains("|白水镇卫生院|");
  }

  private List<EmrMessage> day(int run) {
    return WorkingDay.messages(township, DAY.atTime(8, 0), DAY.atTime(17, 0), run, 7);
  }

  private static String segment(EmrMessage message, String name) {
    return List.of(message.text().split("\r")).stream()
        .filter(s -> s.startsWith(name + "|"))
        .findFirst()
        .orElseThrow();
  }
}
