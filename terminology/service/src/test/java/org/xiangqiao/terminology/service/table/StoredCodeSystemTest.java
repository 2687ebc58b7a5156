package org.xiangqiao.terminology.service.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.hl7.fhir.r4.model.CodeSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.terminology.service.content.CodeSystemContent;
import org.xiangqiao.terminology.service.content.Concept;
import org.xiangqiao.terminology.service.content.ConceptTextIndex;

/** How often the database is asked: each statement takes a connection. */
class StoredCodeSystemTest {

  private static final String URL = "https://example.org/cs/families";
  private static final int MANY = 130;

  private static OpenStore store;

  private final AtomicInteger statements = new AtomicInteger();
  private CodeSystemContent system;

  @BeforeAll
  static void load() {
    store = OpenStore.open();
    List<Concept> concepts = new ArrayList<>();
    concepts.add(concept("root"));
    concepts.add(concept("few", "root"));
    concepts.add(concept("b", "few"));
    concepts.add(concept("a", "few"));
    concepts.add(concept("many", "root"));
    for (int i = 0; i < MANY; i++) {
      concepts.add(concept("m" + i, "many"));
    }
    List<ConceptRow> rows = new ArrayList<>();
    concepts.forEach(each -> rows.add(new ConceptRow(rows.size() + 2, each)));
    CodeSystemVersions versions = new CodeSystemVersions(store.jdbc());
    long key = versions.begin(7, URL, "1", "{}").orElseThrow();
    CodeSystem about = new CodeSystem().setUrl(URL).setVersion("1");
    // COPY wants a transaction's connection.
    new TransactionTemplate(new DataSourceTransactionManager(store.dataSource()))
        .executeWithoutResult(
            status -> {
              new ConceptCopy(store.jdbc()).write(key, rows);
              store
                  .jdbc()
                  .update(
                      "insert into code_concept_ancestor select c.version_key, p.ordinal, c.ordinal,"
                          + " 1 from code_concept c join code_concept p"
                          + " on p.version_key = c.version_key and p.code = any(c.parents)");
              versions.ready(
                  key, OpenStore.FHIR.newJsonParser().encodeResourceToString(about), rows.size());
            });
  }

  @AfterAll
  static void close() {
    store.close();
  }

  private static Concept concept(String code, String... parents) {
    return new Concept(
        code, code, null, null, false, false, List.of(parents), List.of(), List.of());
  }

  @BeforeEach
  void open() {
    JdbcTemplate counted =
        new JdbcTemplate(
            new DelegatingDataSource(store.dataSource()) {
              @Override
              public Connection getConnection() throws SQLException {
                statements.incrementAndGet();
                return super.getConnection();
              }
            });
    system =
        new StoredCodeSystems(counted, OpenStore.FHIR, ConceptTextIndex.none())
            .codeSystems(7, URL)
            .get(0);
    statements.set(0);
  }

  @Test
  void aConceptAndItsChildrenAreOneStatementAndThenNone() {
    for (int i = 0; i < 3; i++) {
      assertThat(system.find("few").orElseThrow().parents()).containsExactly("root");
      assertThat(system.children("few")).containsExactly("b", "a");
      assertThat(system.find("a")).isPresent();
      assertThat(system.children("a")).isEmpty();
    }
    assertThat(statements).hasValue(2);
  }

  @Test
  void childrenOfManyAreAllThere() {
    assertThat(system.find("many")).isPresent();
    assertThat(system.children("many")).hasSize(MANY);
  }

  @Test
  void childrenOfWhatWasFoundWithOthersAreReadOnce() {
    assertThat(system.find(List.of("root", "few", "none"))).hasSize(2);
    assertThat(system.children("root")).containsExactly("few", "many");
    assertThat(system.children("root")).containsExactly("few", "many");
    assertThat(statements).hasValue(2);
  }
}
