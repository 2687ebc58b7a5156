package org.xiangqiao.store.search;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.xiangqiao.store.CodeLookup;
import org.xiangqiao.store.NameSpelling;
import org.xiangqiao.store.SearchPage;
import org.xiangqiao.store.parameter.ParameterCatalog;

/** What the log tells of slow searches. */
class SlowSearchTest {

  private List<String> logged(Duration threshold) {
    SearchFixture fixture = new SearchFixture();
    Patient patient = new Patient();
    patient.setId("Patient/p1");
    patient.addName().setFamily("Geheim");
    fixture.store(patient);
    PostgresSearch search =
        new PostgresSearch(
            fixture.database,
            FhirContext.forR4Cached(),
            new ParameterCatalog(SearchFixture.PARAMETERS, fixture.jdbc, FhirContext.forR4Cached()),
            SearchFixture.HASH,
            SearchFixture.UNITS,
            CodeLookup.none(),
            NameSpelling.none(),
            null,
            SearchFixture.SEAL,
            SearchSettings.defaults().withTimes(threshold, Duration.ofSeconds(5)));
    Logger logger = (Logger) LoggerFactory.getLogger(SlowSearches.class);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.addAppender(log);
    try {
      SearchPage page =
          search.search(
              SearchFixture.CALLER,
              SearchFixture.request("Patient", "family:exact", "Geheim", "_sort", "-_id"));
      assertThat(page.matches()).hasSize(1);
    } finally {
      logger.detachAppender(log);
    }
    return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void namesWithoutValues() {
    List<String> lines = logged(Duration.ZERO);
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0))
        .contains("Patient?family:exact=<text 6>&_sort=-_id", " ms", "PLANNED", "1 matches")
        .contains(SearchFixture.CALLER.requestId())
        .doesNotContain("Geheim");
  }

  @Test
  void fastOnesAreNotTold() {
    assertThat(logged(Duration.ofMinutes(10))).isEmpty();
  }

  @Test
  void kindsOfValues() {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    parameters.put("identifier", List.of("urn:x|99"));
    parameters.put("patient", List.of("Patient/1"));
    parameters.put("phone", List.of("139"));
    assertThat(MaskedQuery.of("Patient", parameters))
        .isEqualTo("Patient?identifier=<token 8>&patient=<reference 9>&phone=<digits 3>");
  }
}
