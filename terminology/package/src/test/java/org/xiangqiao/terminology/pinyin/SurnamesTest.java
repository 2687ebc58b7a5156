package org.xiangqiao.terminology.pinyin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.xiangqiao.terminology.CsvResource;

class SurnamesTest {

  private final CharacterReadings dictionary = CharacterReadings.load();

  @Test
  void everySurnameIsListedOnceAndSaysHowFarItIsConfirmed() {
    List<Map<String, String>> rows = CsvResource.rows(Surnames.class, "surnames.csv");
    assertThat(rows).hasSizeGreaterThan(100);
    assertThat(rows).extracting(row -> row.get("surname")).doesNotHaveDuplicates();
    assertThat(rows)
        .allSatisfy(
            row -> {
              assertThat(row.get("source")).isNotEmpty();
              assertThat(row.get("confirmed").equals("dictionary")).isEqualTo(isInDictionary(row));
            });
  }

  @Test
  void everyPolyphoneIsListedOnceAndRowsOfTheDictionaryAreTrueToIt() {
    List<Map<String, String>> rows = CsvResource.rows(Surnames.class, "polyphones.csv");
    assertThat(rows).extracting(row -> row.get("character")).doesNotHaveDuplicates();
    assertThat(rows)
        .filteredOn(row -> row.get("basis").contains("phrases"))
        .hasSizeGreaterThan(150)
        .allMatch(this::isInDictionary);
  }

  private boolean isInDictionary(Map<String, String> row) {
    String text = row.getOrDefault("surname", row.get("character"));
    int[] points = text.codePoints().toArray();
    String[] readings = row.get("readings").split(" ");
    if (points.length == 1) {
      return dictionary.known(points[0]).containsAll(Arrays.asList(readings));
    }
    assertThat(readings).hasSameSizeAs(points);
    for (int i = 0; i < points.length; i++) {
      if (!dictionary.known(points[i]).contains(readings[i])) {
        return false;
      }
    }
    return true;
  }
}
