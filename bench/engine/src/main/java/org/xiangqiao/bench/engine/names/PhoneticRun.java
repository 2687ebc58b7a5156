package org.xiangqiao.bench.engine.names;

import ca.uhn.fhir.context.FhirContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.bench.engine.Machine;
import org.xiangqiao.bench.engine.server.Database;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.FhirStore;
import org.xiangqiao.store.FhirStores;
import org.xiangqiao.store.NameSpelling;
import org.xiangqiao.store.SearchRequest;
import org.xiangqiao.store.StoreInputs;
import org.xiangqiao.store.StoreSettings;
import org.xiangqiao.store.WriteOperation;
import org.xiangqiao.terminology.pinyin.Pinyin;

/**
 * Loads residents into a store of its own and searches them by sound and by parts of their names,
 * four clients at a time. In process: what HTTP adds is measured by the engine's race.
 */
public final class PhoneticRun {

  private static final int CLIENTS = 4;
  private static final int BATCH = 250;

  /** Up to so many are written as usual; more are laid into the tables. */
  private static final int WRITTEN = 50_000;

  private static final int WARM_UP = 4_500;
  private static final int SEARCHES = 13_500;
  private static final Caller CALLER = new Caller(1, "bench", "", "bench");

  private final Pinyin pinyin = Pinyin.load();
  private final List<Residents.Name> names = new ArrayList<>();
  private final ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);

  private PhoneticRun() {}

  /**
   * @param arguments residents (500000), the file for the figures (target/phonetic.json)
   */
  public static void main(String[] arguments) throws Exception {
    int residents = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 500_000;
    Path file = Path.of(arguments.length > 1 ? arguments[1] : "target/phonetic.json");
    PhoneticRun run = new PhoneticRun();
    try {
      run.run(residents, file);
    } finally {
      run.clients.shutdownNow();
    }
  }

  private void run(int residents, Path file) throws Exception {
    Map<String, Object> figures = new LinkedHashMap<>();
    Map<String, Object> about = new LinkedHashMap<>(Machine.describe());
    about.put("measuredAt", Instant.now().toString());
    about.put("residents", residents);
    about.put("clients", CLIENTS);
    figures.put("about", about);
    Path directory = Files.createTempDirectory("phonetic");
    try (Database postgres = new Database(directory);
        HikariDataSource pool = pool(postgres.create("names"))) {
      about.put("postgres", postgres.version());
      about.put("postgresSettings", postgres.about());
      FhirContext fhir = FhirContext.forR4Cached();
      NameSpelling spelling = spelling();
      FhirStore store =
          FhirStores.open(
                  pool,
                  fhir,
                  StoreSettings.defaults(),
                  List.of(),
                  StoreInputs.none().withSpelling(spelling))
              .store();
      long start = System.nanoTime();
      Residents made = new Residents(4711);
      names.addAll(
          residents > WRITTEN
              ? new BulkLoad(pool, fhir, spelling).load(made, residents)
              : write(store, made, residents));
      about.put("laidIntoTables", residents > WRITTEN);
      figures.put("loadSeconds", (System.nanoTime() - start) / 1_000_000_000);
      postgres.analyze("names");
      figures.put("disk", new IndexSizes(new JdbcTemplate(pool)).measure(residents));
      search(store, WARM_UP);
      figures.put("searches", search(store, SEARCHES));
    }
    ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    if (file.toAbsolutePath().getParent() != null) {
      Files.createDirectories(file.toAbsolutePath().getParent());
    }
    Files.writeString(file, json.writeValueAsString(figures) + "\n");
    System.out.println(json.writeValueAsString(figures));
  }

  private static HikariDataSource pool(String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(CLIENTS + 2);
    return new HikariDataSource(config);
  }

  private NameSpelling spelling() {
    return new NameSpelling() {
      @Override
      public List<List<String>> syllables(String name) {
        return pinyin.nameReadings(name);
      }

      @Override
      public int surnameLength(String name) {
        return pinyin.surnameLength(name);
      }
    };
  }

  /** By ordinary writes, some a transaction. */
  private List<Residents.Name> write(FhirStore store, Residents made, int residents)
      throws Exception {
    List<Residents.Name> written = new ArrayList<>();
    List<WriteOperation> batch = new ArrayList<>();
    for (int i = 0; i < residents; i++) {
      Residents.Name name = made.name();
      written.add(name);
      batch.add(new WriteOperation.Create(made.patient(i, name), null, null));
      if (batch.size() == BATCH || i == residents - 1) {
        store.write(CALLER, batch);
        batch = new ArrayList<>();
      }
    }
    return written;
  }

  /** Figures by what was typed, and of all searches by sound together. */
  private Map<String, Object> search(FhirStore store, int searches) throws Exception {
    Map<Typed, Histogram> times = new EnumMap<>(Typed.class);
    Histogram bySound = histogram();
    for (Typed typed : Typed.values()) {
      times.put(typed, histogram());
    }
    List<Future<?>> all = new ArrayList<>();
    for (int client = 0; client < CLIENTS; client++) {
      Random random = new Random(client + searches);
      all.add(
          clients.submit(
              () -> {
                for (int i = 0; i < searches / CLIENTS; i++) {
                  Typed typed = Typed.values()[i % Typed.values().length];
                  Residents.Name name = names.get(random.nextInt(names.size()));
                  String text = typed.of(name, pinyin, random);
                  long start = System.nanoTime();
                  find(store, typed, text);
                  long micros = (System.nanoTime() - start) / 1000;
                  times.get(typed).recordValue(micros);
                  if (typed.parameter().equals("phonetic")) {
                    bySound.recordValue(micros);
                  }
                }
              }));
    }
    for (Future<?> each : all) {
      each.get();
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("phonetic", figures(bySound));
    times.forEach((typed, histogram) -> figures.put(typed.name(), figures(histogram)));
    return figures;
  }

  private static void find(FhirStore store, Typed typed, String text) {
    Map<String, List<String>> parameters =
        Map.of(typed.parameter(), List.of(text), "_count", List.of("20"));
    if (store.search(CALLER, new SearchRequest("Patient", parameters, false)).matches().isEmpty()) {
      throw new IllegalStateException("a resident was not found by " + typed);
    }
  }

  private static Histogram histogram() {
    return new org.HdrHistogram.SynchronizedHistogram(60_000_000, 3);
  }

  private static Map<String, Object> figures(Histogram histogram) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("searches", histogram.getTotalCount());
    figures.put("p50Ms", histogram.getValueAtPercentile(50) / 1000.0);
    figures.put("p95Ms", histogram.getValueAtPercentile(95) / 1000.0);
    figures.put("p99Ms", histogram.getValueAtPercentile(99) / 1000.0);
    return figures;
  }
}
