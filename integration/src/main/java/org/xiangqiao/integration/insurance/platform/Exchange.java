package org.xiangqiao.integration.insurance.platform;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xiangqiao.mappings.insurance.envelope.InsuranceResult;

/** One letter to the platform and what came back (一次交互). */
final class Exchange {

  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  /** 9102 answers with the file itself; only a refusal is JSON. */
  private static final String DOWNLOAD = "9102";

  private static final int LARGEST_ANSWER = 4 * 1024 * 1024;
  private static final int LARGEST_FILE = 64 * 1024 * 1024;

  private final Route route;
  private final PlatformHttp http;

  Exchange(Route route, PlatformHttp http) {
    this.route = route;
    this.http = http;
  }

  PlatformReply of(String infno, Letter letter) {
    PlatformHttp.Reply reply =
        http.post(
            route.address(infno),
            route.contentType(),
            letter.headers(),
            letter.body(),
            route.readTimeout(infno),
            infno.equals(DOWNLOAD) ? LARGEST_FILE : LARGEST_ANSWER);
    if (reply instanceof PlatformHttp.Reply.NotSent notSent) {
      LOG.warn("insurance platform not reached for {}: {}", infno, notSent.cause());
      return new PlatformReply.NotSent(notSent.cause());
    }
    if (reply instanceof PlatformHttp.Reply.Body answer && answer.status() / 100 == 2) {
      return read(infno, answer.bytes());
    }
    return lost(
        infno,
        reply instanceof PlatformHttp.Reply.Lost lost
            ? lost.cause()
            : "status-" + ((PlatformHttp.Reply.Body) reply).status());
  }

  private PlatformReply read(String infno, byte[] body) {
    if (infno.equals(DOWNLOAD) && zip(body)) {
      return new PlatformReply.File(body);
    }
    InsuranceResult result = route.read(infno, body);
    if (result instanceof InsuranceResult.Booked booked) {
      return new PlatformReply.Answered(booked.answer());
    }
    if (result instanceof InsuranceResult.Refused refused) {
      return new PlatformReply.Answered(refused.answer());
    }
    return lost(infno, ((InsuranceResult.Unreadable) result).reason().rule());
  }

  private static boolean zip(byte[] bytes) {
    return bytes.length > 1 && bytes[0] == 'P' && bytes[1] == 'K';
  }

  private static PlatformReply lost(String infno, String cause) {
    LOG.warn("insurance platform gave no answer to {}: {}", infno, cause);
    return new PlatformReply.Lost(cause);
  }
}
