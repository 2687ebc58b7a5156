package org.xiangqiao.simulators.county;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A county immunization platform on a real socket of the loopback address, that fails on demand. It
 * is steered from a second port, which stays open while the platform is down.
 */
public class CountyPlatform implements AutoCloseable {

  private static final long SEED = 20260101;

  private final CountyArchive archive;
  private final CountyFaults faults = new CountyFaults(SEED);
  private final CountyIntake intake;
  private final ExecutorService threads = Executors.newCachedThreadPool(CountyPlatform::daemon);
  private final HttpServer control;
  private int port;
  private HttpServer server;

  /**
   * Starts the platform.
   *
   * @param port of the platform; 0 lets the system choose
   * @param controlPort of the steering; 0 lets the system choose
   * @param file messages taken are appended to it and found again at the next start; may be null
   */
  public CountyPlatform(int port, int controlPort, Path file) throws IOException {
    this.port = port;
    this.archive = new CountyArchive(file, Clock.systemUTC());
    this.intake = new CountyIntake(archive, faults);
    up();
    control = open(controlPort);
    control.createContext("/", new CountyControl(this)::handle);
    control.start();
  }

  /** On ports that the system chooses, without a file. */
  public static CountyPlatform start() {
    try {
      return new CountyPlatform(0, 0, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Base address, as partners configure it. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  public URI controlUrl() {
    return URI.create("http://127.0.0.1:" + control.getAddress().getPort());
  }

  /** Replaces the faults in force. */
  public void faults(List<CountyFault> wanted) {
    faults.set(wanted);
  }

  /** Replaces the faults in force. */
  public void faults(CountyFault... wanted) {
    faults.set(List.of(wanted));
  }

  public List<CountyFault> faults() {
    return faults.inForce();
  }

  /** What was taken, in order, each message once. */
  public List<CountyRecord> received() {
    return archive.all();
  }

  public int receivedCount() {
    return archive.size();
  }

  /** Message ids of all calls in order, repeated and failed ones too. */
  public List<String> arrivals() {
    return intake.arrivals();
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
    server.createContext("/immunizations", intake);
    server.start();
  }

  public synchronized boolean isUp() {
    return server != null;
  }

  @Override
  public void close() {
    down();
    control.stop(0);
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
    Thread thread = new Thread(task, "county-platform");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Runs in a process of its own until it is stopped.
   *
   * @param arguments port, control port, and a file for the messages taken (optional)
   */
  public static void main(String[] arguments) throws Exception {
    int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8091;
    int controlPort = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 8092;
    Path file = arguments.length > 2 ? Path.of(arguments[2]) : null;
    CountyPlatform platform = new CountyPlatform(port, controlPort, file);
    System.out.println("county platform " + platform.url() + ", control " + platform.controlUrl());
    Thread.currentThread().join();
  }
}
