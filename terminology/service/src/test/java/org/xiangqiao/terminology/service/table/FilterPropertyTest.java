package org.xiangqiao.terminology.service.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.PropertyType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.StringType;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.content.Concept;
import org.xiangqiao.terminology.service.content.ConceptPage;
import org.xiangqiao.terminology.service.content.ConceptQuery;
import org.xiangqiao.terminology.service.content.ConceptQuery.Filter;
import org.xiangqiao.terminology.service.content.ConceptTextIndex;
import org.xiangqiao.terminology.service.content.UnsupportedFilterException;
import org.xiangqiao.terminology.service.memory.MemoryCodeSystem;

/**
 * Filters of tables answer as those of a resource in memory do: the same codes in the same order.
 */
class FilterPropertyTest {

  private static final List<String> CODES =
      List.of("A", "A.1", "A.2", "AA", "B", "B.1", "B.1 x", "a", "甲", "甲1", "I10-I15", "_");
  private static final List<String> NAMES = List.of("霍乱", "伤寒", "Cholera", "A", "高血压(病)");
  private static final AtomicInteger URLS = new AtomicInteger();

  private static OpenStore store;

  @BeforeContainer
  static void open() {
    store = OpenStore.open();
  }

  @AfterContainer
  static void close() {
    store.close();
  }

  /** A concept by the numbers of what it has; parents are earlier concepts. */
  record Drawn(String name, List<Integer> parents, String kind, boolean inactive) {}

  @Provide
  Arbitrary<List<Drawn>> systems() {
    return Combinators.combine(
            Arbitraries.of(NAMES),
            Arbitraries.integers().between(0, 11).list().ofMaxSize(2),
            Arbitraries.of("x", "y", "").injectNull(0.2),
            Arbitraries.of(true, false, false))
        .as(Drawn::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(CODES.size());
  }

  @Provide
  Arbitrary<Filter> filters() {
    Arbitrary<String> code = Arbitraries.of(CODES).injectDuplicates(0.1);
    Arbitrary<String> any = Arbitraries.oneOf(code, Arbitraries.of("Q", ""));
    Arbitrary<String> some =
        any.list().ofMinSize(1).ofMaxSize(3).map(all -> String.join(", ", all));
    Arbitrary<String> names = Arbitraries.of("霍乱", "Cholera", "x", "y", "z", "x,y", "霍乱, A");
    Arbitrary<String> regex =
        Arbitraries.of(
            "A.*",
            "[AB].*",
            "A\\.?1",
            ".*1",
            "A|B",
            "(A|B)(\\.1)?",
            "[^A]+",
            "甲.*",
            "A{1,2}",
            "(?:A|B)[.]?\\d",
            "",
            "x|霍.",
            "[x-y]",
            "[a-zA-Z]+",
            "\\S+",
            "I10-I15",
            ".*(病).*");
    Arbitrary<String> flag = Arbitraries.of("true", "false");
    return Arbitraries.oneOf(
        filter(
            List.of("concept", "code"),
            List.of(
                "=",
                "is-a",
                "descendent-of",
                "is-not-a",
                "generalizes",
                "child-of",
                "descendent-leaf"),
            any),
        filter(List.of("concept", "code", "parent"), List.of("in", "not-in"), some),
        filter(List.of("parent"), List.of("="), any),
        filter(List.of("display", "kind"), List.of("=", "in", "not-in"), names),
        filter(List.of("concept", "display", "kind"), List.of("regex"), regex),
        filter(
            List.of("concept", "display", "definition", "kind", "parent", "child"),
            List.of("exists"),
            flag),
        filter(List.of("inactive"), List.of("=", "in", "not-in"), flag));
  }

  private static Arbitrary<Filter> filter(
      List<String> properties, List<String> ops, Arbitrary<String> values) {
    return Combinators.combine(Arbitraries.of(properties), Arbitraries.of(ops), values)
        .as(Filter::new);
  }

  @Property(tries = 100)
  void tablesAnswerAsMemoryDoes(
      @ForAll("systems") List<Drawn> drawn,
      @ForAll("filters") Filter first,
      @ForAll("filters") Filter second,
      @ForAll boolean activeOnly,
      @ForAll @IntRange(max = 5) int offset,
      @ForAll @IntRange(max = 13) int count) {
    List<Concept> concepts = concepts(drawn);
    CodeSystemContent table = stored(concepts);
    CodeSystemContent memory = MemoryCodeSystem.of(resource(concepts));
    for (List<Filter> filters : List.of(List.of(first), List.of(second), List.of(first, second))) {
      ConceptQuery query = new ConceptQuery(filters, null, activeOnly, offset, count);
      assertThat(codes(table.concepts(query)))
          .as("%s over %s", query, concepts)
          .isEqualTo(codes(memory.concepts(query)));
    }
    for (Concept each : concepts) {
      assertThat(table.children(each.code()))
          .containsExactlyInAnyOrderElementsOf(memory.children(each.code()));
      for (Concept other : concepts) {
        assertThat(table.subsumes(each.code(), other.code()))
            .as("%s over %s", each, other)
            .isEqualTo(memory.subsumes(each.code(), other.code()));
      }
    }
  }

  private static List<String> codes(ConceptPage page) {
    List<String> codes = new ArrayList<>(List.of(String.valueOf(page.total())));
    page.concepts().forEach(concept -> codes.add(concept.code()));
    return codes;
  }

  private static List<Concept> concepts(List<Drawn> drawn) {
    List<Concept> concepts = new ArrayList<>();
    for (int i = 0; i < drawn.size(); i++) {
      Drawn each = drawn.get(i);
      int place = i;
      List<Concept.Property> properties = new ArrayList<>();
      if (each.kind() != null) {
        properties.add(new Concept.Property("kind", new StringType(each.kind())));
      }
      if (each.inactive()) {
        properties.add(new Concept.Property("inactive", new BooleanType(true)));
      }
      concepts.add(
          new Concept(
              CODES.get(i),
              each.name(),
              i % 3 == 0 ? "定义" : null,
              "zh",
              each.inactive(),
              false,
              each.parents().stream()
                  .filter(parent -> parent < place)
                  .distinct()
                  .map(CODES::get)
                  .toList(),
              List.of(),
              properties));
    }
    return concepts;
  }

  private static CodeSystem about() {
    CodeSystem about = new CodeSystem();
    about.setUrl("http://example.org/filters/" + URLS.incrementAndGet());
    about.setVersion("1").setLanguage("zh");
    about.setCaseSensitive(true).setContent(CodeSystem.CodeSystemContentMode.COMPLETE);
    about.addProperty().setCode("kind").setType(PropertyType.STRING);
    about.addProperty().setCode("inactive").setType(PropertyType.BOOLEAN);
    return about;
  }

  private static CodeSystem resource(List<Concept> concepts) {
    CodeSystem system = about();
    for (Concept each : concepts) {
      CodeSystem.ConceptDefinitionComponent concept =
          system.addConcept().setCode(each.code()).setDisplay(each.display());
      concept.setDefinition(each.definition());
      each.parents()
          .forEach(
              parent -> concept.addProperty().setCode("parent").setValue(new CodeType(parent)));
      each.properties()
          .forEach(one -> concept.addProperty().setCode(one.code()).setValue(one.value()));
    }
    return system;
  }

  private static CodeSystemContent stored(List<Concept> concepts) {
    CodeSystemVersions versions = new CodeSystemVersions(store.jdbc());
    CodeSystem about = about();
    long key = versions.begin(7, about.getUrl(), "1", "{}").orElseThrow();
    List<ConceptRow> rows = new ArrayList<>();
    concepts.forEach(concept -> rows.add(new ConceptRow(rows.size() + 2, concept)));
    // COPY wants a transaction's connection.
    new TransactionTemplate(new DataSourceTransactionManager(store.jdbc().getDataSource()))
        .executeWithoutResult(
            status -> {
              new ConceptCopy(store.jdbc()).write(key, rows);
              assertThat(new Hierarchy(store.jdbc()).build(key, 10)).isEmpty();
              versions.ready(
                  key, OpenStore.FHIR.newJsonParser().encodeResourceToString(about), rows.size());
            });
    return new StoredCodeSystems(store.jdbc(), OpenStore.FHIR, ConceptTextIndex.none())
        .codeSystems(7, about.getUrl())
        .get(0);
  }

  @Example
  void expressionsThatAreNoneOrTooCostlyAreRefused() {
    CodeSystemContent table = stored(concepts(List.of(new Drawn("A", List.of(), null, false))));
    for (String regex :
        List.of(
            "a)|(A",
            "(",
            "[",
            "(a)\\1",
            "(?=A)A",
            "\\bA",
            "[[:alpha:]]",
            "***=A",
            "a{1,1000000}",
            "((a{1000}){1000}){1000}",
            "A".repeat(201),
            "*")) {
      assertThatThrownBy(() -> table.concepts(query("concept", "regex", regex)))
          .as(regex)
          .isInstanceOf(UnsupportedFilterException.class);
    }
    for (ConceptQuery query :
        List.of(
            query("concept", "exists", "perhaps"),
            query("nowhere", "=", "x"),
            query("concept", "like", "A"))) {
      assertThatThrownBy(() -> table.concepts(query))
          .isInstanceOf(UnsupportedFilterException.class);
    }
    assertThat(codes(table.concepts(query("concept", "regex", "(a+)+|A")))).contains("A");
  }

  private static ConceptQuery query(String property, String op, String value) {
    return new ConceptQuery(List.of(new Filter(property, op, value)), null, false, 0, 10);
  }
}
