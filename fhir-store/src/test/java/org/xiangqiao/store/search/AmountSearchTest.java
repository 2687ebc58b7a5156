package org.xiangqiao.store.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Invoice;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Range;
import org.hl7.fhir.r4.model.RiskAssessment;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.StoreException;

/** Number and quantity parameters with all prefixes (R4 search.html#number, #quantity). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AmountSearchTest {

  private static final String UCUM = "http://unitsofmeasure.org";

  private OpenStore store;

  @BeforeAll
  void open() {
    store = OpenStore.open();
    risk("low", "0.1");
    risk("middle", "0.5");
    risk("high", "0.95");
    RiskAssessment range = new RiskAssessment();
    range.setId("range");
    Range probability = new Range();
    probability.setLow(new Quantity().setValue(new BigDecimal("0.2")));
    probability.setHigh(new Quantity().setValue(new BigDecimal("0.4")));
    range.addPrediction().setProbability(probability);
    store.put(range);
    weight("five-mg", new Quantity().setValue(5).setSystem(UCUM).setCode("mg").setUnit("毫克"));
    weight("gram", new Quantity().setValue(1).setSystem(UCUM).setCode("g"));
    weight("tablet", new Quantity().setValue(5).setUnit("片"));
    weight("bare", new Quantity().setValue(5));
    weight(
        "below",
        new Quantity()
            .setValue(5)
            .setSystem(UCUM)
            .setCode("mg")
            .setComparator(Quantity.QuantityComparator.LESS_THAN));
    weight("warm", new Quantity(37).setSystem(UCUM).setCode("Cel"));
    Invoice invoice = new Invoice();
    invoice.setId("bill");
    invoice.setStatus(Invoice.InvoiceStatus.ISSUED);
    invoice.setTotalGross(new Money().setValue(new BigDecimal("12.50")).setCurrency("CNY"));
    store.put(invoice);
  }

  @AfterAll
  void close() {
    store.close();
  }

  private void risk(String id, String probability) {
    RiskAssessment risk = new RiskAssessment();
    risk.setId(id);
    risk.addPrediction().setProbability(new DecimalType(probability));
    store.put(risk);
  }

  private void weight(String id, Quantity value) {
    Observation observation = new Observation();
    observation.setId(id);
    observation.setStatus(Observation.ObservationStatus.FINAL);
    observation.setValue(value);
    store.put(observation);
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, middle",
    "eq0.10, low",
    "0.50, middle",
    "0.6, ''",
    "ne0.5, low high range",
    "gt0.5, high",
    "ge0.5, middle high",
    "lt0.2, low",
    "le0.2, low range",
    "gt0.3, middle high range",
    "sa0.3, middle high",
    "eb0.5, low range",
    "ap0.48, middle",
    "'0.1,0.95', low high"
  })
  void numbers(String value, String ids) {
    assertThat(store.ids("RiskAssessment", "probability", value))
        .containsExactlyInAnyOrder(ids.isEmpty() ? new String[0] : ids.split(" "));
  }

  @ParameterizedTest
  @CsvSource({
    "5, five-mg tablet bare",
    "5|http://unitsofmeasure.org|mg, five-mg",
    "0.005|http://unitsofmeasure.org|g, five-mg",
    "gt0.9|http://unitsofmeasure.org|g, gram",
    "ge1000|http://unitsofmeasure.org|mg, gram",
    "lt4|http://unitsofmeasure.org|mg, below",
    "5||mg, five-mg",
    "5||毫克, five-mg",
    "5||片, tablet",
    "37.0|http://unitsofmeasure.org|Cel, warm",
    "gt36.5|http://unitsofmeasure.org|Cel, warm",
    "5|http://unitsofmeasure.org|mm, ''"
  })
  void quantities(String value, String ids) {
    assertThat(store.ids("Observation", "value-quantity", value))
        .containsExactlyInAnyOrder(ids.isEmpty() ? new String[0] : ids.split(" "));
  }

  @Test
  void money() {
    assertThat(store.ids("Invoice", "totalgross", "12.5|urn:iso:std:iso:4217|CNY"))
        .containsExactly("bill");
    assertThat(store.ids("Invoice", "totalgross", "gt12||CNY")).containsExactly("bill");
    assertThat(store.ids("Invoice", "totalgross", "12.5||USD")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"abc", "5|mg", "5|http://unitsofmeasure.org|", "xx5", "1e9999"})
  void refusesWhatIsNoNumber(String value) {
    assertThatThrownBy(() -> store.ids("Observation", "value-quantity", value))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("value-quantity");
  }
}
