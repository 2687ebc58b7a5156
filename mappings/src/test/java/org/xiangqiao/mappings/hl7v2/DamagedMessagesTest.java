package org.xiangqiao.mappings.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.xiangqiao.mappings.MappingProblem;
import org.xiangqiao.mappings.hl7v2.Acknowledgement.Code;
import org.xiangqiao.terminology.CodeTables;

/** Whatever arrives is mapped or refused with reasons, and can be answered; nothing throws. */
class DamagedMessagesTest {

  private static final byte[] DELIMITERS = "|^~\\&\r\n\"X0".getBytes();

  private final Hl7v2Mapping mapping = new TownshipHl7v2Mapping(CodeTables.load());
  private final Acknowledgement acknowledgement = new Hl7v2Acknowledgement();

  @Provide
  Arbitrary<String> messages() {
    return Arbitraries.of(GoldenFiles.names("hl7v2/accepted", ".hl7").toList());
  }

  @Property(tries = 400)
  void truncatedAnywhere(
      @ForAll("messages") String name, @ForAll @IntRange(max = 100) int percent) {
    byte[] whole = GoldenFiles.bytes("hl7v2/accepted/" + name + ".hl7");
    answered(Arrays.copyOf(whole, whole.length * percent / 100));
  }

  @Property(tries = 1500)
  void damagedAnywhere(
      @ForAll("messages") String name,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 12) int places) {
    byte[] damaged = GoldenFiles.bytes("hl7v2/accepted/" + name + ".hl7");
    Random random = new Random(seed);
    for (int i = 0; i < places; i++) {
      damaged[random.nextInt(damaged.length)] =
          random.nextInt(4) == 0
              ? (byte) random.nextInt(256)
              : DELIMITERS[random.nextInt(DELIMITERS.length)];
    }
    answered(damaged);
  }

  @Property(tries = 300)
  void anyBytes(@ForAll byte[] bytes) {
    answered(bytes);
  }

  private void answered(byte[] payload) {
    DecodingResult decoded = mapping.decode(payload);
    List<MappingProblem> problems =
        decoded.problem() == null
            ? problems(
                mapping.map(
                    TownshipHl7v2MappingTest.SENDER,
                    decoded.message(),
                    TownshipHl7v2MappingTest.RECEIVED))
            : List.of(decoded.problem());
    byte[] answer =
        acknowledgement.answer(
            decoded.message(),
            problems.isEmpty() ? Code.AA : Code.AE,
            problems,
            "1",
            TownshipHl7v2MappingTest.RECEIVED);
    assertThat(new String(answer, 0, 4)).isEqualTo("MSH|");
  }

  private static List<MappingProblem> problems(MappingResult result) {
    if (result instanceof MappingResult.Refused refused) {
      assertThat(refused.problems()).isNotEmpty();
      return refused.problems();
    }
    return List.of();
  }
}
