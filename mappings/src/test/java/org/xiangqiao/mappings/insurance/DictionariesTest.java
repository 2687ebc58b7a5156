package org.xiangqiao.mappings.insurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.xiangqiao.terminology.CodeTables;

class DictionariesTest {

  private final Dictionaries shipped = Dictionaries.shipped(CodeTables.load());

  @Test
  void shippedDictionariesAreThoseOfTheTerminologyPackage() {
    Dictionary types = shipped.find("insutype").orElseThrow();

    assertThat(types.loaded()).isFalse();
    assertThat(types.meaning("390")).contains("城乡居民基本医疗保险");
    assertThat(shipped.find("caty")).isEmpty();
  }

  @Test
  void whatThePlatformAnsweredTakesTheirPlace() {
    Dictionaries loaded = shipped.loaded("insutype", Map.of("390", "居民"));

    assertThat(loaded.find("insutype").orElseThrow().loaded()).isTrue();
    assertThat(loaded.find("insutype").orElseThrow().has("310")).isFalse();
    assertThat(shipped.find("insutype").orElseThrow().has("310")).isTrue();
  }
}
