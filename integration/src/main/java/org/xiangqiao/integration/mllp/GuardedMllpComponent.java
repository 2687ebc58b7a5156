package org.xiangqiao.integration.mllp;

import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.component.mllp.MllpComponent;
import org.apache.camel.component.mllp.MllpConfiguration;
import org.apache.camel.component.mllp.MllpEndpoint;

/**
 * camel-mllp with the limits of {@link MllpSettings}: bytes in, bytes out, no acknowledgement but
 * ours, and nothing of a message in any log.
 */
class GuardedMllpComponent extends MllpComponent {

  private final MllpSettings settings;
  private final FrameFaults faults;

  GuardedMllpComponent(MllpSettings settings, FrameFaults faults) {
    this.settings = settings;
    this.faults = faults;
    setLogPhi(false);
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
    MllpEndpoint endpoint = new GuardedEndpoint(uri, configuration());
    endpoint.setHostname(settings.host());
    endpoint.setPort(settings.port());
    return endpoint;
  }

  private MllpConfiguration configuration() {
    MllpConfiguration configuration = new MllpConfiguration();
    configuration.setCharsetName("UTF-8");
    configuration.setStringPayload(false);
    configuration.setHl7Headers(false);
    configuration.setAutoAck(false);
    configuration.setExchangePattern(ExchangePattern.InOnly);
    configuration.setBacklog(settings.maxConnections());
    // After a crash the old connections linger for a minute; the port is needed at once.
    configuration.setReuseAddress(true);
    configuration.setBindTimeout(1000);
    configuration.setBindRetryInterval(500);
    configuration.setMaxConcurrentConsumers(settings.maxConnections() + 8);
    configuration.setReceiveTimeout((int) Math.min(10_000, settings.idleTimeout().toMillis()));
    configuration.setIdleTimeout((int) settings.idleTimeout().toMillis());
    configuration.setReceiveBufferSize(null);
    configuration.setSendBufferSize(null);
    configuration.setMaxBufferSize((int) settings.maxMessageSize().toBytes() + 64 * 1024);
    return configuration;
  }

  private final class GuardedEndpoint extends MllpEndpoint {

    GuardedEndpoint(String uri, MllpConfiguration configuration) {
      super(uri, GuardedMllpComponent.this, configuration);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
      Consumer consumer =
          new GuardedMllpConsumer(
              this, processor, settings, ListenerTls.of(settings.tls()), faults);
      configureConsumer(consumer);
      return consumer;
    }
  }
}
