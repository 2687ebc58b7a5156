package org.xiangqiao.integration.county;

import java.io.InterruptedIOException;
import java.net.ConnectException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.xiangqiao.integration.outbox.SendResult;

/** Sends one message down the route to the platform and reads its answer. */
class CountySender {

  private final CountyBridgeSettings settings;
  private final ProducerTemplate route;

  CountySender(CountyBridgeSettings settings, ProducerTemplate route) {
    this.settings = settings;
    this.route = route;
  }

  SendResult send(String messageId, byte[] payload) {
    Exchange answer =
        route.send(
            CountyRoute.START,
            exchange -> {
              exchange.getMessage().setBody(payload);
              exchange.getMessage().setHeader("X-Message-Id", messageId);
              if (settings.bearerToken() != null) {
                exchange
                    .getMessage()
                    .setHeader("Authorization", "Bearer " + settings.bearerToken());
              }
              if (settings.apiKey() != null) {
                exchange.getMessage().setHeader("X-Api-Key", settings.apiKey());
              }
            });
    if (answer.getException() != null) {
      return new SendResult.Unavailable(cause(answer.getException()), null);
    }
    return CountyAnswer.of(
        answer.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class),
        answer.getMessage().getBody(byte[].class),
        answer.getMessage().getHeader("Retry-After", String.class),
        messageId,
        payload);
  }

  /** Of few kinds, as it names a meter. */
  private static String cause(Exception failure) {
    if (failure instanceof ConnectException) {
      return "not-reachable";
    }
    return failure instanceof InterruptedIOException ? "timeout" : "connection-lost";
  }
}
