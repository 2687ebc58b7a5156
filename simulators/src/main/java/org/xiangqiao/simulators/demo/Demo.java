package org.xiangqiao.simulators.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.xiangqiao.simulators.county.CountyPlatform;
import org.xiangqiao.simulators.emr.Answer;
import org.xiangqiao.simulators.emr.EmrMessage;
import org.xiangqiao.simulators.emr.TownshipEmr;

/**
 * One command shows one record's whole road: starts the server and the county platform, sends the
 * township's day, and says what became of it. {@code --once} ends then; otherwise Ctrl-C does.
 */
public final class Demo {

  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration FORWARDING = Duration.ofMinutes(3);
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  private final DemoOptions options;
  private final ServerProcess server;
  private final PrintStream out;

  private Demo(DemoOptions options, PrintStream out) {
    this.options = options;
    this.server = new ServerProcess(options);
    this.out = out;
  }

  public static void main(String[] arguments) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try {
      System.exit(new Demo(DemoOptions.parse(arguments), out).run());
    } catch (DemoException e) {
      out.println(e.text());
      System.exit(1);
    }
  }

  private int run() throws IOException, InterruptedException {
    Ports.mustBeFree(options);
    Thread onStop = new Thread(this::stoppedByUser, "stop");
    Path county = options.data().resolve("demo").resolve("county-platform.jsonl");
    Files.createDirectories(county.getParent());
    try (CountyPlatform platform =
        new CountyPlatform(options.countyPort(), options.countyControlPort(), county)) {
      Runtime.getRuntime().addShutdownHook(onStop);
      boolean complete = showDay(platform);
      if (options.once()) {
        return complete ? 0 : 1;
      }
      out.println(Texts.both("stop", options.data()));
      server.awaitEnd();
      server.checkAlive();
      return 1;
    } catch (DemoException e) {
      out.println(e.text());
      if (e.getMessage().startsWith("server")) {
        server.lastLines().forEach(out::println);
      }
      return 1;
    } finally {
      server.stop();
      unhook(onStop);
    }
  }

  /** Ctrl-C is the way to end this, so it is no failure: 0, not 130. */
  private void stoppedByUser() {
    server.stop();
    Runtime.getRuntime().halt(0);
  }

  private static void unhook(Thread onStop) throws InterruptedException {
    try {
      Runtime.getRuntime().removeShutdownHook(onStop);
    } catch (IllegalStateException stopping) {
      onStop.join();
    }
  }

  private boolean showDay(CountyPlatform platform) throws IOException, InterruptedException {
    Instant begin = Instant.now();
    out.println(Texts.both("starting", server.log()));
    server.start(platform.url());
    server.awaitReady(START);
    out.println(Texts.both("ready", Duration.between(begin, Instant.now()).toSeconds()));

    DemoDays day =
        DemoDays.next(
            options.data().resolve("demo").resolve("emr.properties"),
            options.residents(),
            LocalDateTime.now(CHINA));
    int forwardedBefore = platform.receivedCount();
    Sent sent = send(day);
    day.done();
    int forwarded = awaitForwarding(platform, forwardedBefore, sent.immunizations());
    new Banner(out, options, server).print(day, sent, forwarded);
    return sent.refused() == 0 && forwarded >= sent.immunizations();
  }

  private Sent send(DemoDays day) throws IOException, InterruptedException {
    List<EmrMessage> messages = day.messages();
    out.println(
        Texts.both("sending", day.run(), messages.size(), day.township().residents().size()));
    Progress progress = new Progress(out, Progress.onTerminal(), messages.size());
    TownshipEmr emr =
        new TownshipEmr(
            "127.0.0.1",
            options.mllpPort(),
            options.connections(),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1));
    try {
      Map<String, Answer> answers = emr.send(messages, (message, answer) -> progress.step());
      return Sent.of(messages, answers);
    } catch (IOException e) {
      server.checkAlive();
      throw new DemoException("not-answered", e.getMessage());
    }
  }

  private int awaitForwarding(CountyPlatform platform, int before, int expected)
      throws IOException, InterruptedException {
    out.println(Texts.both("forwarding", expected));
    Progress progress = new Progress(out, Progress.onTerminal(), expected);
    Instant until = Instant.now().plus(FORWARDING);
    int forwarded = platform.receivedCount() - before;
    while (forwarded < expected && Instant.now().isBefore(until)) {
      server.checkAlive();
      progress.to(forwarded);
      Thread.sleep(100);
      forwarded = platform.receivedCount() - before;
    }
    progress.to(forwarded);
    if (forwarded < expected) {
      out.println(Texts.both("not-forwarded", forwarded, expected));
    }
    return forwarded;
  }
}
