package org.xiangqiao.terminology.validation.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonTreeReaderTest {

  private final JsonTreeReader reader = new JsonTreeReader(20, 100);

  @Test
  void joinsValuesWithWhatIsAddedToThem() {
    for (String json :
        new String[] {
          "{'given':['a',null],'_given':[null,{'id':'x'}]}",
          "{'_given':[null,{'id':'x'}],'given':['a',null]}"
        }) {
      Node root = reader.read(json.replace('\'', '"')).root();
      assertThat(root.children()).hasSize(2);
      assertThat(root.children().get(0).text()).isEqualTo("a");
      assertThat(root.children().get(1).childText("id")).isEqualTo("x");
    }
  }

  @Test
  void tellsWhatOccursTwice() {
    assertThat(reader.read("{\"a\":1,\"a\":2}").problems())
        .extracting(JsonProblem::key)
        .containsExactly("json-property-twice");
  }

  @Test
  void stopsAtItsLimits() {
    assertThat(key("[".repeat(1000))).isEqualTo("json-not-an-object");
    assertThat(key("{\"a\":".repeat(1000))).isEqualTo("limit-depth");
    assertThat(key("{\"a\":[" + "1,".repeat(200) + "1]}")).isEqualTo("limit-elements");
    assertThat(key("{\"a\":1} x")).isEqualTo("json-syntax");
    assertThat(key("{")).isEqualTo("json-syntax");
  }

  private String key(String json) {
    JsonTree tree = reader.read(json);
    assertThat(tree.root()).isNull();
    return tree.problems().get(tree.problems().size() - 1).key();
  }
}
