package org.xiangqiao.store.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.hl7.fhir.r4.model.Patient;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.TableSpelling;

/** Search by name and by sound against an oracle that looks at every name. */
class NameSearchPropertyTest {

  private static final SearchFixture FIXTURE = new SearchFixture();
  private static final AtomicInteger TENANTS = new AtomicInteger(5000);
  private static final List<String> CHARACTERS = List.of("张", "三", "单", "乐", "长", "𠮷", "安");

  @Provide
  Arbitrary<List<String>> names() {
    return names(4);
  }

  /** Of more characters, not every mixture of every reading is kept. */
  @Provide
  Arbitrary<List<String>> shortNames() {
    return names(3);
  }

  private static Arbitrary<List<String>> names(int longest) {
    return Arbitraries.of(CHARACTERS)
        .list()
        .ofMinSize(1)
        .ofMaxSize(longest)
        .map(characters -> String.join("", characters))
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
  }

  /** Every contiguous part of a Chinese name finds exactly the names that have it. */
  @Property(tries = 40)
  void anyPartFindsTheName(
      @ForAll("names") List<String> names,
      @ForAll @IntRange(max = 7) int which,
      @ForAll @IntRange(max = 3) int from,
      @ForAll @IntRange(min = 1, max = 4) int length) {
    String name = names.get(which % names.size());
    int characters = name.codePointCount(0, name.length());
    int start = from % characters;
    int end = Math.min(characters, start + length);
    String part =
        name.substring(name.offsetByCodePoints(0, start), name.offsetByCodePoints(0, end));

    assertThat(found(names, "name", part)).isEqualTo(expected(names, each -> each.contains(part)));
  }

  /** Every mixture of wholes and first letters, in every reading, and every beginning of it. */
  @Property(tries = 60)
  void anyMixtureFindsTheName(
      @ForAll("shortNames") List<String> names,
      @ForAll @IntRange(max = 7) int which,
      @ForAll @IntRange(max = 15) int letters,
      @ForAll @IntRange(max = 15) int readings,
      @ForAll @IntRange(min = 1, max = 24) int length) {
    String name = names.get(which % names.size());
    StringBuilder typed = new StringBuilder();
    int at = 0;
    for (int point : name.codePoints().toArray()) {
      List<String> known = TableSpelling.READINGS.get(Character.toString(point));
      String syllable = known.get((readings >> at & 1) % known.size());
      typed.append((letters >> at & 1) == 1 ? syllable.substring(0, 1) : syllable);
      at++;
    }
    String beginning = typed.substring(0, Math.min(length, typed.length()));

    assertThat(found(names, "phonetic", beginning))
        .isEqualTo(expected(names, each -> sounds(each, beginning)));
  }

  private static List<String> found(List<String> names, String parameter, String value) {
    int tenant = TENANTS.incrementAndGet();
    for (int i = 0; i < names.size(); i++) {
      Patient patient = new Patient();
      patient.setId("Patient/" + i);
      patient.addName().setText(names.get(i));
      FIXTURE.store(tenant, Instant.EPOCH, patient);
    }
    return SearchFixture.ids(
        FIXTURE.search.search(
            new Caller(tenant, "test", "", "request"),
            SearchFixture.request("Patient", parameter, value)));
  }

  private static List<String> expected(List<String> names, Predicate<String> matches) {
    Map<Integer, String> ids = new TreeMap<>();
    for (int i = 0; i < names.size(); i++) {
      if (matches.test(names.get(i))) {
        ids.put(i, Integer.toString(i));
      }
    }
    return new ArrayList<>(ids.values());
  }

  /** Whether a text can be read off a name or, the surname left out, off the rest of it. */
  private static boolean sounds(String name, String typed) {
    return reads(name, 0, typed)
        || name.codePointCount(0, name.length()) > 1
            && reads(name, Character.charCount(name.codePointAt(0)), typed);
  }

  private static boolean reads(String name, int at, String typed) {
    if (typed.isEmpty()) {
      return true;
    }
    if (at == name.length()) {
      return false;
    }
    int point = name.codePointAt(at);
    int next = at + Character.charCount(point);
    for (String syllable : TableSpelling.READINGS.get(Character.toString(point))) {
      if (syllable.startsWith(typed)
          || typed.startsWith(syllable) && reads(name, next, typed.substring(syllable.length()))
          || typed.startsWith(syllable.substring(0, 1)) && reads(name, next, typed.substring(1))) {
        return true;
      }
    }
    return false;
  }
}
