package org.xiangqiao.bench.engine.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CorpusTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LARGEST = 10;

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) JSON.readTree(text.replace('\'', '"'));
    } catch (Exception e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Corpus corpus() {
    return new Corpus(
        Stream.of(
                "{'resourceType':'Organization','id':'o'}",
                "{'resourceType':'Patient','id':'p','birthDate':'1990-03-01',"
                    + "'identifier':[{'system':'s','value':'1'}],'name':[{'family':'Li'}]}",
                "{'resourceType':'Encounter','id':'e','subject':{'reference':'Patient/p'},"
                    + "'serviceProvider':{'reference':'Organization/o'}}",
                "{'resourceType':'Observation','id':'v','status':'final','subject':{'reference':'Patient/p'},"
                    + "'encounter':{'reference':'Encounter/e'},'code':{'coding':[{'system':'l','code':'c'}]},"
                    + "'effectiveDateTime':'2024-05-01T08:00:00+08:00','valueString':'2024'}")
            .map(CorpusTest::json)
            .toList(),
        LARGEST);
  }

  @Test
  void firstCopyIsTheOriginal() throws Exception {
    JsonNode patient = JSON.readTree(corpus().resource(0, 0, 0));
    assertThat(patient.path("id").asText()).isEqualTo("p");
    assertThat(patient.path("birthDate").asText()).isEqualTo("1990-03-01");
    assertThat(patient.at("/name/0/family").asText()).isEqualTo("Li");
    assertThat(patient.at("/identifier/0/value").asText()).isEqualTo("1");
  }

  @Test
  void copyHasIdsIdentifiersNamesAndDatesOfItsOwn() throws Exception {
    Corpus corpus = corpus();
    JsonNode patient = JSON.readTree(corpus.resource(0, 0, 2));
    JsonNode observation = JSON.readTree(corpus.resource(0, 2, 2));
    assertThat(patient.path("id").asText()).isEqualTo("p-2");
    assertThat(patient.at("/identifier/0/value").asText()).isEqualTo("1-2");
    assertThat(patient.at("/name/0/family").asText()).isEqualTo("cLi");
    assertThat(patient.path("birthDate").asText()).isEqualTo("1989-12-17");
    assertThat(observation.at("/subject/reference").asText()).isEqualTo("Patient/p-2");
    assertThat(observation.at("/encounter/reference").asText()).isEqualTo("Encounter/e-2");
    assertThat(observation.path("effectiveDateTime").asText())
        .isEqualTo("2024-02-17T08:00:00+08:00");
    assertThat(observation.path("valueString").asText()).isEqualTo("2024");
    assertThat(corpus.records().get(0).patient(2)).isEqualTo("p-2");
    assertThat(corpus.records().get(0).familyPrefix(2, 3)).isEqualTo("cLi");
  }

  @Test
  void whatIsSharedStaysShared() throws Exception {
    JsonNode encounter = JSON.readTree(corpus().resource(0, 1, 5));
    assertThat(encounter.at("/serviceProvider/reference").asText()).isEqualTo("Organization/o");
  }

  @Test
  void transactionRefersToItsOwnEntries() throws Exception {
    JsonNode bundle = JSON.readTree(corpus().transaction(0, 7));
    assertThat(bundle.path("entry")).hasSize(3);
    assertThat(bundle.at("/entry/2/resource/subject/reference").asText()).isEqualTo("urn:uuid:p");
    assertThat(bundle.at("/entry/0/resource/id").isMissingNode()).isTrue();
    assertThat(bundle.at("/entry/2/request/url").asText()).isEqualTo("Observation");
  }

  @Test
  void recordsThatAreTooLongAreLeftOut() {
    List<ObjectNode> one =
        List.of(json("{'resourceType':'Patient','id':'p','name':[{'family':'Li'}]}"));
    assertThat(new Corpus(one, 0).records()).isEmpty();
    assertThat(new Corpus(one, 1).records()).hasSize(1);
  }

  @Test
  void identityNumbersDifferAndHaveTheirCheckDigit() {
    List<String> numbers =
        Stream.iterate(0L, n -> n + 9_973).limit(2_000).map(IdentityNumber::of).toList();
    assertThat(numbers).doesNotHaveDuplicates().allMatch(n -> n.matches("99\\d{15}[\\dX]"));
    // The example of GB 11643-1999, but for its area: the same weights.
    assertThat(IdentityNumber.of(0)).isEqualTo("99000019300101000" + check("99000019300101000"));
  }

  /** By the definition: the weighted sum of all 18 is 1 modulo 11. */
  private static char check(String digits) {
    for (char last : "0123456789X".toCharArray()) {
      int sum = last == 'X' ? 10 : last - '0';
      int weight = 2;
      for (int place = 16; place >= 0; place--) {
        sum += (digits.charAt(place) - '0') * weight;
        weight = weight * 2 % 11;
      }
      if (sum % 11 == 1) {
        return last;
      }
    }
    throw new IllegalStateException(digits);
  }
}
