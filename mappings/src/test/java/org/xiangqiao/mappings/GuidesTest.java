package org.xiangqiao.mappings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.xiangqiao.mappings.county.CountyJson;
import org.xiangqiao.mappings.hl7v2.Hl7v2Mapping;
import org.xiangqiao.mappings.hl7v2.MappingResult;
import org.xiangqiao.mappings.hl7v2.Sender;
import org.xiangqiao.mappings.hl7v2.TownshipHl7v2Mapping;
import org.xiangqiao.terminology.CodeTables;
import org.xiangqiao.terminology.CsvResource;

/** What the guides show must work, and what may be answered must stand in them. */
class GuidesTest {

  private static final Path GUIDES = Path.of("../docs/guides");

  @Test
  void sampleMessagesAreTaken() throws IOException {
    Hl7v2Mapping mapping = new TownshipHl7v2Mapping(CodeTables.load());
    List<String> samples = blocks("emr-vendor-hl7v2.md", "hl7");
    assertThat(samples).hasSizeGreaterThanOrEqualTo(3);
    assertThat(samples)
        .allSatisfy(
            sample -> {
              MappingResult result =
                  mapping.map(
                      new Sender("emr", "qingshan"),
                      mapping.decode(sample.getBytes(StandardCharsets.UTF_8)).message(),
                      Instant.parse("2026-11-22T03:00:00Z"));
              assertThat(result).isInstanceOf(MappingResult.Mapped.class);
            });
    assertThat(samples.get(1)).contains("ADT^A04");
    MappingResult.Mapped visit =
        (MappingResult.Mapped)
            mapping.map(
                new Sender("emr", "qingshan"),
                mapping.decode(samples.get(1).getBytes(StandardCharsets.UTF_8)).message(),
                Instant.parse("2026-11-22T03:00:00Z"));
    assertThat(visit.transaction().getEntry())
        .extracting(entry -> entry.getResource().fhirType())
        .containsExactly("Patient", "Encounter", "Provenance");
  }

  @Test
  void everyErrorStandsInTheGuideWithItsCode() throws IOException {
    String guide = Files.readString(GUIDES.resolve("emr-vendor-hl7v2.md"));
    for (Map<String, String> row : CsvResource.rows(Hl7v2Mapping.class, "error-codes.csv")) {
      assertThat(guide)
          .containsPattern(
              "\\| `"
                  + Pattern.quote(row.get("rule"))
                  + "` \\| [^|]+ \\| "
                  + row.get("code")
                  + " \\|");
    }
  }

  @Test
  void theCountySampleIsTheCountyForm() throws IOException {
    CountyJson json = new CountyJson();
    ObjectMapper tree = new ObjectMapper();
    List<String> samples = blocks("county-immunization-platform.md", "json");
    assertThat(samples).isNotEmpty();
    for (String sample : samples) {
      byte[] bytes = sample.getBytes(StandardCharsets.UTF_8);
      assertThat(tree.readTree(json.write(json.read(bytes)))).isEqualTo(tree.readTree(bytes));
    }
  }

  private static List<String> blocks(String guide, String language) throws IOException {
    return Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(GUIDES.resolve(guide)))
        .results()
        .map(MatchResult::group)
        .map(block -> block.substring(block.indexOf('\n') + 1, block.length() - 3))
        .toList();
  }
}
