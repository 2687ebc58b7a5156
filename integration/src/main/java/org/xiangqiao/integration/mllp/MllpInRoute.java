package org.xiangqiao.integration.mllp;

import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mllp.MllpConstants;

/** A record comes in: receive, recognise, record, translate, write, and only then acknowledge. */
class MllpInRoute extends RouteBuilder {

  static final String ID = "mllp-in";

  private final MllpSteps steps;
  private final GuardedMllpComponent listener;

  MllpInRoute(MllpSteps steps, GuardedMllpComponent listener) {
    this.steps = steps;
    this.listener = listener;
  }

  @Override
  public void configure() {
    getContext().addComponent(ID, listener);
    onException(Throwable.class).handled(true).process(this::failed);

    from(ID + ":listener")
        .routeId(ID)
        .process(this::recognise)
        .process(step(Passage.Arrived.class, steps.recording()::record))
        .process(step(Passage.Recorded.class, steps.translation()::translate))
        .process(step(Passage.Translated.class, steps.writing()::write))
        .process(this::acknowledge);
  }

  private void recognise(Exchange exchange) {
    byte[] payload = exchange.getMessage().getBody(byte[].class);
    String remote =
        exchange.getMessage().getHeader(MllpConstants.MLLP_REMOTE_ADDRESS, String.class);
    exchange.getMessage().setBody(steps.recognition().recognise(payload, ipAddress(remote)));
  }

  private static <T extends Passage> Processor step(Class<T> takes, Function<T, Passage> step) {
    return exchange -> {
      Object passage = exchange.getMessage().getBody();
      if (takes.isInstance(passage)) {
        exchange.getMessage().setBody(step.apply(takes.cast(passage)));
      }
    };
  }

  private void acknowledge(Exchange exchange) {
    Passage.Settled settled = exchange.getMessage().getBody(Passage.Settled.class);
    answerOrClose(exchange, steps.answering().answer(settled));
  }

  private void failed(Exchange exchange) {
    Throwable cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    byte[] answer = null;
    if (exchange.getMessage().getBody() instanceof Passage passage) {
      Optional<Passage.Settled> settled = steps.failures().settle(passage, cause);
      if (settled.isPresent()) {
        answer = steps.answering().answer(settled.get());
      } else {
        steps.answering().unavailable(passage.arrived(), cause);
      }
    }
    answerOrClose(exchange, answer);
  }

  private static void answerOrClose(Exchange exchange, byte[] answer) {
    if (answer == null) {
      exchange.setProperty(MllpConstants.MLLP_CLOSE_CONNECTION_BEFORE_SEND, true);
    } else {
      exchange.setProperty(MllpConstants.MLLP_ACKNOWLEDGEMENT, answer);
    }
  }

  /** From {@code host/10.8.0.7:51234} or {@code /[0:0:0:0:0:0:0:1]:51234}. */
  static String ipAddress(String socketAddress) {
    String address = socketAddress.substring(socketAddress.indexOf('/') + 1);
    return address.substring(0, address.lastIndexOf(':')).replaceAll("[\\[\\]]", "");
  }
}
