package org.xiangqiao.simulators.insurance;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.xiangqiao.mappings.insurance.TransactionTable;
import org.xiangqiao.programmes.benefit.BenefitPlan;
import org.xiangqiao.programmes.benefit.BenefitPlanFile;

/**
 * The insurance platform on a real socket of the loopback address. It is steered from a second
 * port, which stays open while the platform is down.
 */
public class InsurancePlatform implements AutoCloseable {

  private static final int MOST_THREADS = 2_000;

  private final PlatformSettings settings;
  private final Books books;
  private final SignIns signIns;
  private final StatementBook statements;
  private final SettlementLists lists;
  private final InsuranceFaults faults = new InsuranceFaults();
  private final CallLog log = new CallLog();
  private final LateCommits late;
  private final Catalogues catalogues;
  private final Audits audits;
  private final Gateway gateway;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(InsurancePlatform::daemon);
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          MOST_THREADS,
          10,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          InsurancePlatform::daemon,
          new ThreadPoolExecutor.CallerRunsPolicy());
  private final HttpServer control;
  private int port;
  private HttpServer server;

  public InsurancePlatform(PlatformSettings settings) throws IOException {
    this.settings = settings;
    this.port = settings.port();
    this.books = new Books(settings);
    this.signIns = new SignIns(books);
    this.statements = new StatementBook(books);
    this.lists = new SettlementLists(books);
    TransactionTable table = TransactionTable.load();
    Transactions transactions = new Transactions(books, signIns, statements, lists, table);
    this.late = new LateCommits(transactions, clock);
    this.catalogues = transactions.catalogues();
    this.audits = transactions.audits();
    this.gateway = new Gateway(settings, transactions, faults, late, log, table);
    up();
    control = open(settings.controlPort());
    control.createContext("/", new InsuranceControl(this)::handle);
    control.start();
  }

  /** On ports that the system chooses, with the figures of the example plan of Suizhou. */
  public static InsurancePlatform start() {
    try {
      return new InsurancePlatform(
          PlatformSettings.of(BenefitPlanFile.example("suizhou-2023")).build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Base address: a path for each transaction follows. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** The one address of all transactions. */
  public URI oneAddress() {
    return url().resolve(Transport.ONE_ADDRESS);
  }

  public URI controlUrl() {
    return URI.create("http://127.0.0.1:" + control.getAddress().getPort());
  }

  /** Insures a person, or changes one by the same number. */
  public void insure(InsuredPerson person) {
    synchronized (books) {
      books.add(person);
    }
  }

  /** Replaces the faults in force. */
  public void faults(InsuranceFault... wanted) {
    faults.set(List.of(wanted));
  }

  /** Replaces the faults in force. */
  public void faults(List<InsuranceFault> wanted) {
    faults.set(wanted);
  }

  public List<InsuranceFault> faults() {
    return faults.inForce();
  }

  /** How many calls each kind of fault has hit so far, by transaction. */
  public Map<String, Map<InsuranceFault.Kind, Long>> faultCounts() {
    return faults.counts();
  }

  /** Late commits that were done right after a query had been answered without them. */
  public Map<String, Long> committedAfterAQuery() {
    return late.afterAQuery();
  }

  /** Faults by chance from now on; null ends them. */
  public void campaign(FaultCampaign wanted) {
    faults.set(wanted);
  }

  /** Does what late commits wait with; says how many. */
  public int flushLateCommits() {
    return late.flush();
  }

  public int lateCommits() {
    return late.size();
  }

  /** Nobody is signed in any more. */
  public void expireSignIns() {
    synchronized (books) {
      signIns.expireAll();
    }
  }

  /** The newest calls in order, repeated and failed ones too. */
  public List<InsuranceCall> calls() {
    return log.all();
  }

  /** How many calls there were of each transaction. */
  public Map<String, Long> callCounts() {
    return log.counts();
  }

  public List<LedgerEntry> ledger() {
    synchronized (books) {
      return books.ledger.entries();
    }
  }

  /** All settlements, also cancelled and reversed ones. */
  public List<Settlement> settlements() {
    synchronized (books) {
      return books.ledger.all();
    }
  }

  /** The ledger's view of this moment. */
  public Judge judge() {
    synchronized (books) {
      return new Judge(books.ledger.all(), books.ledger.entries());
    }
  }

  /** How many visits and stays are registered, settled or not. */
  public int visits() {
    synchronized (books) {
      return books.visits.size();
    }
  }

  /** Settlement lists (4101A) as they came, as JSON, by setl_id; the last of each counts. */
  public Map<String, List<String>> settlementLists() {
    synchronized (books) {
      return lists.uploaded();
    }
  }

  /** Catalogues and the items' mapping. */
  public Catalogues catalogues() {
    return catalogues;
  }

  /** What audits of bills hit. */
  public Audits audits() {
    return audits;
  }

  /** Who clears for patients of other districts. */
  public ClearingOffices clearingOffices() {
    return books.offices;
  }

  /** The statements show this difference from now on. */
  public void seed(StatementDifference difference) {
    synchronized (books) {
      statements.seed(difference);
    }
  }

  /** Seeds of each kind of difference so many, at settlements that chance picks. */
  public List<StatementDifference> seedDifferences(
      String institution, LocalDate day, int ofEachKind, long chanceSeed) {
    synchronized (books) {
      return statements.seed(institution, day, ofEachKind, chanceSeed);
    }
  }

  public void clearDifferences() {
    synchronized (books) {
      statements.clear();
    }
  }

  /** The platform's day, in Asia/Shanghai. */
  public LocalDate today() {
    return books.today();
  }

  /** Nobody listens any more: connections are refused. */
  public synchronized void down() {
    if (server != null) {
      server.stop(0);
      server = null;
    }
  }

  /** Listens again, on the same port. */
  public synchronized void up() {
    if (server != null) {
      return;
    }
    try {
      server = open(port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    port = server.getAddress().getPort();
    server.createContext("/", gateway);
    server.start();
  }

  public synchronized boolean isUp() {
    return server != null;
  }

  @Override
  public void close() {
    down();
    control.stop(0);
    clock.shutdownNow();
    threads.shutdownNow();
  }

  private HttpServer open(int wanted) throws IOException {
    // The JDK's server writes head and body apart; without this each answer takes 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    HttpServer opened =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), wanted), 0);
    opened.setExecutor(threads);
    return opened;
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "insurance-platform");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Runs in a process of its own until it is stopped; admits anybody with an identity card.
   *
   * @param arguments port, control port, and the county's parameters (optional)
   */
  public static void main(String[] arguments) throws Exception {
    int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8093;
    int controlPort = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 8094;
    InsurancePlatform platform =
        new InsurancePlatform(
            PlatformSettings.of(plan(arguments))
                .ports(port, controlPort)
                .admitsAnybody(true)
                .build());
    System.out.println(
        "insurance platform " + platform.url() + ", control " + platform.controlUrl());
    Thread.currentThread().join();
  }

  private static BenefitPlan plan(String[] arguments) throws IOException {
    if (arguments.length < 3) {
      return BenefitPlanFile.example("suizhou-2023");
    }
    try (InputStream file = Files.newInputStream(Path.of(arguments[2]))) {
      return BenefitPlanFile.read(file);
    }
  }
}
