package org.xiangqiao.integration.insurance.platform;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.xiangqiao.mappings.insurance.envelope.Device;
import org.xiangqiao.mappings.insurance.envelope.Districts;
import org.xiangqiao.mappings.insurance.envelope.Institution;
import org.xiangqiao.mappings.insurance.envelope.InsuranceRequest;
import org.xiangqiao.mappings.insurance.envelope.MessageId;
import org.xiangqiao.mappings.insurance.envelope.MessageSignature;
import org.xiangqiao.mappings.insurance.envelope.Operator;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Row;

/** An institution's line to its platform over HTTP: envelope, daily sign-in (9001), breaker. */
public final class HttpLine implements Line {

  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final String SIGN_IN = "9001";

  private final Institution institution;
  private final String district;
  private final Counter unattended;
  private final Route route;
  private final Exchange exchange;
  private final ClockWatch watch;
  private final PlatformGate gate;
  private final IntSupplier numbers;
  private final Clock clock;
  private final SignIns signIns = new SignIns();

  /**
   * @param district of the institution, {@code mdtrtarea_admvs}
   * @param breakerCalls calls of which half must be silent before the platform counts as down
   * @param numbers last digits of message ids
   */
  public HttpLine(
      Institution institution,
      String district,
      Counter unattended,
      Route route,
      PlatformHttp http,
      ClockWatch watch,
      int breakerCalls,
      Duration breakerPause,
      IntSupplier numbers,
      Clock clock) {
    this.institution = institution;
    this.district = district;
    this.unattended = unattended;
    this.route = route;
    this.exchange = new Exchange(route, http);
    this.watch = watch;
    this.gate = new PlatformGate(institution.code(), breakerCalls, breakerPause);
    this.numbers = numbers;
    this.clock = clock;
  }

  @Override
  public boolean up() {
    return gate.up();
  }

  @Override
  public boolean signs() {
    return route.signs();
  }

  @Override
  public String nextMessageId() {
    return MessageId.of(institution.code(), now(), numbers.getAsInt()).value();
  }

  @Override
  public PlatformReply send(
      String infno, String messageId, Counter counter, String insuredDistrict, Payload input) {
    if (signIns.of(counter.number(), now().toLocalDate()).isEmpty()
        && signInAnew(counter) instanceof PlatformReply.Held held) {
      return held;
    }
    Optional<String> signIn = signIns.of(counter.number(), now().toLocalDate());
    if (signIn.isEmpty()) {
      // Of the message itself nothing left.
      return new PlatformReply.NotSent("sign-in");
    }
    PlatformReply reply = post(infno, messageId, counter, signIn.get(), insuredDistrict, input);
    if (reply instanceof PlatformReply.Answered answered
        && answered.answer().code() != 0
        && route.signInExpired(answered.answer())) {
      signIns.expired(counter.number(), signIn.get());
      return new PlatformReply.SignedOut(answered.answer().error());
    }
    return reply;
  }

  @Override
  public String numberOf(String infno) {
    return route.variant(infno);
  }

  @Override
  public boolean reversible(String infno) {
    return route.reversible(infno);
  }

  @Override
  public boolean refusalBeforeBooking(String error) {
    return error != null && route.refusalBeforeBooking(error);
  }

  @Override
  public boolean nothingToUndo(String error) {
    return error != null && route.nothingToUndo(error);
  }

  @Override
  public String clearingOffice(String insuredDistrict) {
    return route.clearingOffice(district, insuredDistrict);
  }

  @Override
  public Duration settleTime() {
    return route.settleTime();
  }

  @Override
  public Counter unattended() {
    return unattended;
  }

  @Override
  public void signIn(Counter counter) {
    if (signIns.of(counter.number(), now().toLocalDate()).isEmpty()) {
      signInAnew(counter);
    }
  }

  private PlatformReply signInAnew(Counter counter) {
    Payload input =
        Payload.of(
            "signIn",
            Row.builder()
                .put("opter_no", counter.number())
                .put("mac", counter.mac())
                .put("ip", counter.ip())
                .build());
    PlatformReply reply = post(SIGN_IN, nextMessageId(), counter, null, null, input);
    if (reply instanceof PlatformReply.Answered answered && answered.answer().code() == 0) {
      answered.answer().output().nodes().values().stream()
          .flatMap(List::stream)
          .flatMap(row -> row.text("sign_no").stream())
          .findFirst()
          .ifPresent(number -> signIns.signedIn(counter.number(), now().toLocalDate(), number));
    }
    return reply;
  }

  private PlatformReply post(
      String infno,
      String messageId,
      Counter counter,
      String signIn,
      String insuredDistrict,
      Payload input) {
    InsuranceRequest request =
        new InsuranceRequest(
            route.variant(infno),
            new MessageId(messageId),
            now(),
            new Districts(district, insuredDistrict),
            route.receiver(),
            institution,
            new Operator(counter.type(), counter.number(), counter.name(), signIn),
            Device.NONE,
            MessageSignature.NONE,
            route.more(),
            input);
    if (!route.signs()) {
      return new PlatformReply.NotSent("certificate-expired");
    }
    if (!gate.enter()) {
      return new PlatformReply.Held();
    }
    Instant sent = clock.instant();
    long start = System.nanoTime();
    PlatformReply reply = new PlatformReply.Lost("failure");
    try {
      reply = exchange.of(infno, route.letter(infno, request));
    } finally {
      long nanos = System.nanoTime() - start;
      if (reply instanceof PlatformReply.Answered || reply instanceof PlatformReply.File) {
        gate.answered(nanos);
      } else if (route.advises(infno)) {
        gate.left();
      } else {
        gate.silent(nanos);
      }
    }
    if (reply instanceof PlatformReply.Answered answered) {
      watch.answered(sent, clock.instant(), answered.answer());
    }
    return reply;
  }

  private LocalDateTime now() {
    return LocalDateTime.now(clock.withZone(CHINA));
  }
}
