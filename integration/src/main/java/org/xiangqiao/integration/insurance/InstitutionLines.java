package org.xiangqiao.integration.insurance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.xiangqiao.integration.insurance.platform.ClockWatch;
import org.xiangqiao.integration.insurance.platform.Counter;
import org.xiangqiao.integration.insurance.platform.HttpLine;
import org.xiangqiao.integration.insurance.platform.Line;
import org.xiangqiao.integration.insurance.platform.PlatformHttp;
import org.xiangqiao.integration.insurance.platform.ProvinceRoute;
import org.xiangqiao.integration.insurance.trust.Trust;
import org.xiangqiao.mappings.insurance.TransactionTable;
import org.xiangqiao.mappings.insurance.envelope.Institution;
import org.xiangqiao.mappings.insurance.profile.ProvinceProfile;

/** Opens the lines of institutions to their platforms, and keeps what is watched of them. */
final class InstitutionLines implements AutoCloseable {

  private final List<PlatformHttp> clients = new ArrayList<>();
  private final Map<String, ClockWatch> clocks = new LinkedHashMap<>();
  private final Trust trust;
  private final TransactionTable table;
  private final Clock clock;

  InstitutionLines(TransactionTable table, Clock clock) {
    this.trust = new Trust(clock);
    this.table = table;
    this.clock = clock;
  }

  /**
   * @param numbers last digits of message ids
   */
  Line open(
      InsuranceSettings settings,
      String code,
      InsuranceSettings.Institution one,
      ProvinceProfile profile,
      IntSupplier numbers) {
    ClockWatch watch = new ClockWatch(code, profile.limits().clock());
    clocks.put(code, watch);
    ProvinceRoute route =
        new ProvinceRoute(
            profile,
            table,
            one.url().toString(),
            one.application(),
            one.secret(),
            one.signInTexts(),
            trust.seal(code, profile, one.signing(), one.secret()).orElse(null),
            clock);
    PlatformHttp http =
        new PlatformHttp(
            profile.limits().connect(), settings.atOnce(), trust.tls(code, one.tls()), one.proxy());
    clients.add(http);
    InsuranceSettings.Operator operator = one.operator();
    return new HttpLine(
        new Institution(code, one.name()),
        one.district(),
        new Counter("1", operator.number(), operator.name(), operator.mac(), operator.ip()),
        route,
        http,
        watch,
        settings.breakerCalls(),
        settings.breakerPause(),
        numbers,
        clock);
  }

  PlatformWatch watch() {
    return new PlatformWatch(trust.certificates(), Collections.unmodifiableMap(clocks));
  }

  @Override
  public void close() {
    for (PlatformHttp client : clients) {
      try {
        client.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
