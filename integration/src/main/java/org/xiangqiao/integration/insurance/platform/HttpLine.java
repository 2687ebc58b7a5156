package org.xiangqiao.integration.insurance.platform;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xiangqiao.mappings.insurance.envelope.Device;
import org.xiangqiao.mappings.insurance.envelope.Districts;
import org.xiangqiao.mappings.insurance.envelope.Institution;
import org.xiangqiao.mappings.insurance.envelope.InsuranceRequest;
import org.xiangqiao.mappings.insurance.envelope.InsuranceResult;
import org.xiangqiao.mappings.insurance.envelope.MessageId;
import org.xiangqiao.mappings.insurance.envelope.MessageSignature;
import org.xiangqiao.mappings.insurance.envelope.Operator;
import org.xiangqiao.mappings.insurance.envelope.Payload;
import org.xiangqiao.mappings.insurance.envelope.Row;

/** An institution's line to its platform over HTTP: envelope, daily sign-in (9001), breaker. */
public final class HttpLine implements Line {

  private static final Logger LOG = LoggerFactory.getLogger(HttpLine.class);
  private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
  private static final String SIGN_IN = "9001";

  /** 9102 answers with the file itself; only a refusal is JSON. */
  private static final String DOWNLOAD = "9102";

  private static final int LARGEST_ANSWER = 4 * 1024 * 1024;
  private static final int LARGEST_FILE = 64 * 1024 * 1024;

  private final Institution institution;
  private final String district;
  private final Counter unattended;
  private final Route route;
  private final PlatformHttp http;
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
      int breakerCalls,
      Duration breakerPause,
      IntSupplier numbers,
      Clock clock) {
    this.institution = institution;
    this.district = district;
    this.unattended = unattended;
    this.route = route;
    this.http = http;
    this.gate = new PlatformGate(institution.code(), breakerCalls, breakerPause);
    this.numbers = numbers;
    this.clock = clock;
  }

  @Override
  public boolean up() {
    return gate.up();
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
    if (!gate.enter()) {
      return new PlatformReply.Held();
    }
    long start = System.nanoTime();
    PlatformReply reply = new PlatformReply.Lost("failure");
    try {
      reply = exchange(infno, route.write(request));
    } finally {
      long nanos = System.nanoTime() - start;
      if (reply instanceof PlatformReply.Answered || reply instanceof PlatformReply.File) {
        gate.answered(nanos);
      } else {
        gate.silent(nanos);
      }
    }
    return reply;
  }

  private PlatformReply exchange(String infno, byte[] body) {
    PlatformHttp.Reply reply =
        http.post(
            route.address(infno),
            route.contentType(),
            route.headers(infno, body),
            body,
            route.readTimeout(infno),
            infno.equals(DOWNLOAD) ? LARGEST_FILE : LARGEST_ANSWER);
    if (reply instanceof PlatformHttp.Reply.NotSent notSent) {
      LOG.warn("insurance platform not reached for {}: {}", infno, notSent.cause());
      return new PlatformReply.NotSent(notSent.cause());
    }
    if (reply instanceof PlatformHttp.Reply.Body answer && answer.status() / 100 == 2) {
      if (infno.equals(DOWNLOAD) && zip(answer.bytes())) {
        return new PlatformReply.File(answer.bytes());
      }
      InsuranceResult result = route.read(infno, answer.bytes());
      if (result instanceof InsuranceResult.Booked booked) {
        return new PlatformReply.Answered(booked.answer());
      }
      if (result instanceof InsuranceResult.Refused refused) {
        return new PlatformReply.Answered(refused.answer());
      }
      return lost(infno, ((InsuranceResult.Unreadable) result).reason().rule());
    }
    return lost(
        infno,
        reply instanceof PlatformHttp.Reply.Lost lost
            ? lost.cause()
            : "status-" + ((PlatformHttp.Reply.Body) reply).status());
  }

  private static boolean zip(byte[] bytes) {
    return bytes.length > 1 && bytes[0] == 'P' && bytes[1] == 'K';
  }

  private static PlatformReply lost(String infno, String cause) {
    LOG.warn("insurance platform gave no answer to {}: {}", infno, cause);
    return new PlatformReply.Lost(cause);
  }

  private LocalDateTime now() {
    return LocalDateTime.now(clock.withZone(CHINA));
  }
}
