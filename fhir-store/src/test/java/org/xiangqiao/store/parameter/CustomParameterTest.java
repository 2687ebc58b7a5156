package org.xiangqiao.store.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.Enumerations.SearchParamType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.SearchParameter;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.SearchRequest;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.StoreSettings;
import org.xiangqiao.store.TestPostgres;
import org.xiangqiao.store.WriteOperation;

/** Search parameters of users: posted, indexed in the background, searched, withdrawn. */
class CustomParameterTest {

  private static final String VILLAGE = "https://fhir.example.cn/village";

  private DataSource database;
  private OpenStore store;

  @BeforeEach
  void open() {
    database = TestPostgres.database();
    store = OpenStore.open(database, StoreSettings.defaults());
    work(store);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static Patient resident(String id, String village) {
    Patient patient = new Patient();
    patient.setId(id);
    patient.addExtension(VILLAGE, new StringType(village));
    return patient;
  }

  private static SearchParameter village() {
    SearchParameter parameter = new SearchParameter();
    parameter.setId("village");
    parameter.setStatus(PublicationStatus.ACTIVE);
    parameter.setUrl("https://fhir.example.cn/SearchParameter/village");
    parameter.setName("village");
    parameter.setDescription("行政村");
    parameter.setCode("village");
    parameter.addBase("Patient");
    parameter.setType(SearchParamType.STRING);
    parameter.setExpression("Patient.extension.where(url='" + VILLAGE + "').value");
    return parameter;
  }

  private static void work(OpenStore store) {
    while (store.opened().reindexing().work(Duration.ofSeconds(5))) {
      // One job after the other.
    }
  }

  private void awaitSearchable(String value, String... ids) {
    await()
        .atMost(Duration.ofSeconds(5))
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(store.ids("Patient", "village", value)).containsExactlyInAnyOrder(ids));
  }

  @Test
  void whatIsStoredAlreadyIsFoundOnceIndexed() {
    store.put(resident("before", "柳树村"));
    store.put(village());
    store.put(resident("between", "柳树村"));
    assertThatThrownBy(() -> store.ids("Patient", "village", "柳树村"))
        .isInstanceOf(StoreException.class);
    work(store);
    awaitSearchable("柳树", "before", "between");
    store.put(resident("after", "柳树村"));
    awaitSearchable("柳树村", "before", "between", "after");
    assertThat(store.ids("Patient", "village:missing", "false")).hasSize(3);
    assertThat(store.opened().reindexing().jobs(OpenStore.CALLER).get(0))
        .satisfies(
            job -> {
              assertThat(job.parameterId()).isEqualTo("village");
              assertThat(job.state()).isEqualTo("done");
              assertThat(job.done()).isEqualTo(2);
            });
  }

  @Test
  void versionsAndHistoryStayAsTheyAre() {
    long version = store.put(resident("same", "东村")).resource().version();
    store.put(village());
    work(store);
    awaitSearchable("东村", "same");
    assertThat(store.read("Patient", "same").version()).isEqualTo(version);
  }

  /** A transaction that began before the parameter was known holds the job back. */
  @Test
  void nothingWrittenMeanwhileIsMissed() throws Exception {
    store.put(resident("first", "西村"));
    ExecutorService writers = Executors.newFixedThreadPool(4);
    AtomicBoolean stop = new AtomicBoolean();
    List<Future<Integer>> written = new ArrayList<>();
    for (int writer = 0; writer < 4; writer++) {
      int number = writer;
      written.add(
          writers.submit(
              () -> {
                int count = 0;
                while (!stop.get()) {
                  store.put(resident("w" + number + "-" + count++, "北村"));
                }
                return count;
              }));
    }
    store.put(village());
    work(store);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              work(store);
              return store.opened().reindexing().jobs(OpenStore.CALLER).stream()
                  .noneMatch(job -> job.state().matches("waiting|draining|running"));
            });
    stop.set(true);
    int expected = 0;
    for (Future<Integer> each : written) {
      expected += each.get();
    }
    writers.shutdown();
    awaitSearchable("西村", "first");
    assertThat(store.search("Patient", "village", "北村", "_summary", "count").total())
        .isEqualTo(expected);
  }

  @Test
  void aJobGoesOnAfterItsNodeIsGone() {
    for (int i = 0; i < 450; i++) {
      store.put(resident("r" + i, "南村"));
    }
    store.put(village());
    store.opened().reindexing().work(Duration.ZERO);
    store.opened().reindexing().work(Duration.ZERO);
    store.opened().reindexing().work(Duration.ZERO);
    assertThat(store.opened().reindexing().jobs(OpenStore.CALLER).get(0).done())
        .isBetween(200L, 400L);
    OpenStore other = OpenStore.open(database, StoreSettings.defaults());
    work(other);
    other.close();
    await()
        .atMost(Duration.ofSeconds(5))
        .ignoreExceptions()
        .until(() -> store.search("Patient", "village", "南村", "_summary", "count").total() == 450);
    assertThat(store.opened().reindexing().jobs(OpenStore.CALLER).get(0).done()).isEqualTo(450);
  }

  @Test
  void aWithdrawnParameterIsRefusedAndMayComeBack() {
    store.put(village());
    work(store);
    store.put(resident("one", "柳树村"));
    awaitSearchable("柳树村", "one");
    store.put((SearchParameter) village().setStatus(PublicationStatus.RETIRED));
    await()
        .atMost(Duration.ofSeconds(5))
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> store.ids("Patient", "village", "柳树村"))
                    .isInstanceOf(StoreException.class));
    store.jdbc().update("update custom_parameter set since = now() - interval '1 minute'");
    work(store);
    assertThat(store.jdbc().queryForObject("select count(*) from custom_parameter", Integer.class))
        .isZero();
    store.put(resident("two", "柳树村"));
    store.put(village());
    work(store);
    awaitSearchable("柳树村", "one", "two");
    store.delete("SearchParameter", "village");
    await()
        .atMost(Duration.ofSeconds(5))
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> store.ids("Patient", "village", "柳树村"))
                    .isInstanceOf(StoreException.class));
  }

  @Test
  void countiesDefineTheirOwnAndShareThoseOfTenantZero() {
    Caller other = new Caller(9, "emr", "org-9", "request-9");
    Caller everybody = new Caller(Caller.DEFINITIONS_TENANT, "admin", "", "request-0");
    store.put(village());
    work(store);
    awaitSearchable("柳树村");
    SearchRequest request = new SearchRequest("Patient", Map.of("village", List.of("柳树村")), false);
    assertThatThrownBy(() -> store.store().search(other, request))
        .isInstanceOf(StoreException.class);
    store.delete("SearchParameter", "village");
    store.store().write(everybody, List.of(new WriteOperation.Update(village(), null, null, null)));
    work(store);
    await()
        .atMost(Duration.ofSeconds(5))
        .ignoreExceptions()
        .untilAsserted(() -> assertThat(store.store().search(other, request).matches()).isEmpty());
  }

  @Test
  void refusesWhatCannotBeSearchedAndNamesIt() {
    SearchParameter wrong = village();
    wrong.setCode("birthdate");
    assertThat(problems(wrong)).contains("SearchParameter.code");
    wrong.setCode("a b");
    wrong.setType(SearchParamType.SPECIAL);
    wrong.setBase(List.of(new CodeType("Nothing")));
    assertThat(problems(wrong))
        .contains("SearchParameter.code", "SearchParameter.type", "SearchParameter.base");
    wrong = village();
    wrong.setExpression("Patient.(");
    assertThat(problems(wrong)).containsExactly("SearchParameter.expression");
    wrong.setExpression("Observation.code");
    assertThat(problems(wrong)).containsExactly("SearchParameter.expression");
    store.put((SearchParameter) wrong.setStatus(PublicationStatus.DRAFT));
    store.put((SearchParameter) village().setId("again"));
    SearchParameter second = (SearchParameter) village().setId("second");
    assertThat(problems(second)).containsExactly("SearchParameter.code");
  }

  private List<String> problems(SearchParameter parameter) {
    return catchThrowableOfType(StoreException.class, () -> store.put(parameter))
        .problems()
        .stream()
        .map(StoreProblem::location)
        .toList();
  }

  @Test
  void startsAnewOnDemand() {
    store.put(resident("lost", "东村"));
    store.jdbc().update("update resource_patient set present = '{}', tokens = '{}'");
    store.jdbc().update("delete from index_string");
    store.put(village());
    work(store);
    awaitSearchable("东村", "lost");
    store.jdbc().update("delete from index_string");
    store.opened().reindexing().start(OpenStore.CALLER, List.of("Patient"));
    store.opened().reindexing().start(OpenStore.CALLER, List.of("Patient"));
    work(store);
    awaitSearchable("东村", "lost");
    assertThat(store.opened().reindexing().jobs(OpenStore.CALLER)).hasSize(2);
  }

  /** Writers that hold rows for long make a job wait for its next turn, not fail. */
  @Test
  void aJobOutlivesALostRace() throws Exception {
    store.put(resident("busy", "东村"));
    String name = store.jdbc().queryForObject("select current_database()", String.class);
    store.jdbc().execute("alter database \"" + name + "\" set lock_timeout = '300ms'");
    OpenStore impatient = OpenStore.open(database, StoreSettings.defaults());
    try (Connection writer = database.getConnection()) {
      impatient.opened().reindexing().start(OpenStore.CALLER, List.of("Patient"));
      writer.setAutoCommit(false);
      assertThat(impatient.opened().reindexing().work(Duration.ZERO)).isTrue();
      assertThat(impatient.opened().reindexing().work(Duration.ZERO)).isTrue();
      writer.createStatement().execute("select 1 from resource_patient for update");
      assertThat(impatient.opened().reindexing().work(Duration.ZERO)).isFalse();
      assertThat(store.opened().reindexing().jobs(OpenStore.CALLER).get(0).state())
          .isEqualTo("running");
      writer.rollback();
    }
    store.jdbc().update("update reindex_job set lease_until = '-infinity'");
    work(impatient);
    impatient.close();
    assertThat(store.opened().reindexing().jobs(OpenStore.CALLER).get(0).state()).isEqualTo("done");
  }

  /** What a node read inside a transaction that failed must not pass for what another committed. */
  @Test
  void whatWasRolledBackIsForgotten() {
    store.put(resident("there", "东村"));
    SearchParameter other = village();
    other.setCode("hamlet").setExpression("Patient.name.text");
    new TransactionTemplate(new DataSourceTransactionManager(store.dataSource()))
        .executeWithoutResult(
            status -> {
              store.put(other);
              store.put(resident("inside", "东村"));
              status.setRollbackOnly();
            });
    store.put(village());
    work(store);
    awaitSearchable("东村", "there");
  }
}
