package org.xiangqiao.terminology.service.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class VersionOrderTest {

  private static int compare(String one, String other) {
    return Integer.signum(VersionMatch.NEWEST_FIRST.compare(one, other));
  }

  @Property(tries = 2000)
  void isATotalOrder(
      @ForAll("versions") String a, @ForAll("versions") String b, @ForAll("versions") String c) {
    assertThat(compare(a, b)).isEqualTo(-compare(b, a));
    assertThat(compare(a, b) == 0).isEqualTo(a == null ? b == null : a.equals(b));
    List<String> sorted = new ArrayList<>(java.util.Arrays.asList(a, b, c));
    sorted.sort(VersionMatch.NEWEST_FIRST);
    assertThat(compare(sorted.get(0), sorted.get(2))).isLessThanOrEqualTo(0);
  }

  @Property(tries = 300)
  void sortsAlikeWhateverTheOrder(@ForAll("several") List<String> versions, @ForAll long seed) {
    List<String> one = new ArrayList<>(versions);
    List<String> other = new ArrayList<>(versions);
    Collections.shuffle(other, new Random(seed));
    one.sort(VersionMatch.NEWEST_FIRST);
    other.sort(VersionMatch.NEWEST_FIRST);
    assertThat(other).isEqualTo(one);
  }

  @Property(tries = 1000)
  void whetherOneIsAskedForCanAlwaysBeTold(
      @ForAll("versions") String asked, @ForAll("versions") String version) {
    assertThat(VersionMatch.matches(version, version)).isTrue();
    VersionMatch.matches(asked, version);
  }

  @Provide
  Arbitrary<List<String>> several() {
    return versions().list().ofMinSize(33).ofMaxSize(60);
  }

  /** Of all kinds, mixed: what is no SemVer must not stand between two that are. */
  @Provide
  Arbitrary<String> versions() {
    return Arbitraries.oneOf(
            Arbitraries.of(
                "1.0.0",
                "1.10.0",
                "1.2.0",
                "1.0.0-rc1",
                "1.0.0-rc10",
                "1.0.0+b",
                "2024-11",
                "2024-11-01",
                "2024",
                "01",
                "1",
                "R4",
                "GB/T 4658-2006",
                "v2.9",
                "",
                "x",
                "1.x.x",
                "*"),
            Arbitraries.strings().withChars("0123456789.-+xRabc *?|\u0663").ofMaxLength(9),
            Arbitraries.strings().ofMaxLength(5))
        .injectNull(0.05);
  }

  @Example
  void newerIsWhatPeopleTakeForNewer() {
    List<String> versions =
        new ArrayList<>(
            java.util.Arrays.asList(
                null,
                "1.0.0-rc2",
                "1.0.0",
                "1.10.0",
                "1.2.0",
                "1.0.0-rc10",
                "2006",
                "2024-2",
                "2024-11"));
    versions.sort(VersionMatch.NEWEST_FIRST);
    assertThat(versions)
        .containsExactly(
            "2024-11",
            "2024-2",
            "2006",
            "1.10.0",
            "1.2.0",
            "1.0.0",
            "1.0.0-rc10",
            "1.0.0-rc2",
            null);
  }

  @Example
  void aLongOneTakesNoTime() {
    String digits = "1.".repeat(500_000);
    assertThat(compare(digits + "1", digits + "2")).isEqualTo(1);
  }
}
