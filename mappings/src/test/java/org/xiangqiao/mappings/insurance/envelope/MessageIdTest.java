package org.xiangqiao.mappings.insurance.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MessageIdTest {

  private static final LocalDateTime TIME = LocalDateTime.of(2026, 11, 22, 10, 0, 3);

  @Test
  void isInstitutionTimeAndSequence() {
    assertThat(MessageId.of("H99010100001", TIME, 17).value())
        .isEqualTo("H99010100001202611221000030017")
        .hasSize(30);
  }

  @Property(tries = 200)
  void isReadBack(@ForAll @IntRange(min = 0, max = 9999) int sequence) {
    MessageId id = MessageId.of("H99010100001", TIME, sequence);

    assertThat(new MessageId(id.value()).sequence()).isEqualTo(sequence);
    assertThat(id.institution()).isEqualTo("H99010100001");
  }

  @Test
  void refusesOtherLengths() {
    assertThatThrownBy(() -> MessageId.of("H9901010001", TIME, 1)).hasMessageContaining("12");
    assertThatThrownBy(() -> MessageId.of("H99010100001", TIME, 10000))
        .hasMessageContaining("9999");
    assertThatThrownBy(() -> new MessageId("H9901")).hasMessageContaining("18 digits");
  }
}
