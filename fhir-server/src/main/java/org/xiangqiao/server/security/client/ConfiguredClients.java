package org.xiangqiao.server.security.client;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import org.xiangqiao.server.rest.problem.Fault;
import org.xiangqiao.server.rest.problem.FaultException;

/** Brings the clients of {@code xiangqiao.clients} into the database before the first request. */
@Component
class ConfiguredClients implements SmartInitializingSingleton {

  private static final Logger LOG = LoggerFactory.getLogger(ConfiguredClients.class);

  private final ClientSettings settings;
  private final Clients clients;

  ConfiguredClients(ClientSettings settings, Clients clients) {
    this.settings = settings;
    this.clients = clients;
  }

  @Override
  public void afterSingletonsInstantiated() {
    List<Client> configured = settings.read();
    for (int place = 0; place < configured.size(); place++) {
      register(configured.get(place), "xiangqiao.clients[" + place + "]");
    }
    int gone = clients.deactivateConfiguredExcept(configured.stream().map(Client::id).toList());
    if (gone > 0) {
      LOG.info("{} client(s) no longer configured were deactivated", gone);
    }
  }

  private void register(Client client, String property) {
    try {
      clients.register(client, Client.Source.CONFIGURATION);
    } catch (FaultException refused) {
      throw new IllegalStateException(property + ": " + describe(refused.faults()), refused);
    }
  }

  private static String describe(List<Fault> faults) {
    return faults.stream()
        .map(
            fault ->
                fault.place()
                    + ": "
                    + fault.text().in(Locale.ENGLISH)
                    + " / "
                    + fault.text().in(Locale.CHINESE))
        .collect(Collectors.joining("; "));
  }
}
