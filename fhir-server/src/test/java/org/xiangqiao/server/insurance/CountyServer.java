package org.xiangqiao.server.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.xiangqiao.integration.insurance.InsuranceBridge;
import org.xiangqiao.integration.insurance.run.Lines;
import org.xiangqiao.programmes.benefit.BenefitPlanFile;
import org.xiangqiao.simulators.insurance.InsurancePlatform;
import org.xiangqiao.simulators.insurance.PlatformSettings;

/**
 * A server for several institutions, whose platforms are impatiently waited for: a centre, another
 * one with its own platform, way in and range of message numbers, a village clinic that settles
 * under its own code, and a centre whose signing certificate has expired. One for all test classes
 * that are extended with {@link Shared}.
 */
final class CountyServer implements ExtensionContext.Store.CloseableResource {

  static final String OTHER = "H99010100002";
  static final String EXPIRED = "H99010100003";
  static final String CLINIC = CounterBill.CLINICS.get(0);
  static final int AT_ONCE = 4;

  /** Gives the server to a constructor that asks for it; started when first asked for. */
  static final class Shared implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == CountyServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(ExtensionContext.Namespace.GLOBAL)
          .getOrComputeIfAbsent(CountyServer.class, type -> new CountyServer());
    }
  }

  private static final String LIMITS =
      """
      receiver: {system: HIS, version: 1.0.0}
      limits: {connect: PT1S, query: PT1S, step: PT1S, settle: PT0.05S}
      refusals: ['不一致', '不符']
      nothingToUndo: ['没有可撤销的费用明细', '就诊ID不存在', '未办理出院']
      """;
  private static final String ONE_ADDRESS =
      """
      name: one-address
      transport: {url: '{base}/fsi/api/rsfComIfsService/callService'}
      """
          + LIMITS;
  private static final String GATEWAY =
      """
      name: gateway
      transport:
        url: '{base}/hsa/hgs/{infno}'
        headers:
          x-tif-paasid: '{paasid}'
          x-tif-timestamp: '{timestamp}'
          x-tif-nonce: '{nonce}'
          x-tif-signature: '{signature}'
      """
          + LIMITS;
  private static final String SIGNED =
      """
      signing: {algorithm: SM2, text: '{input}{msgid}'}
      """;

  private final InsurancePlatform elsewhere;
  private final CounterServer counter;

  private CountyServer() {
    try {
      elsewhere =
          new InsurancePlatform(
              PlatformSettings.of(BenefitPlanFile.example("suizhou-2023"))
                  .application("other-centre", "their-secret")
                  .build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    counter = new CounterServer("", this::settings);
  }

  private Map<String, String> settings(InsurancePlatform platform) {
    Map<String, String> settings = new LinkedHashMap<>();
    String insurance = "xiangqiao.insurance.";
    settings.put(insurance + "at-once", String.valueOf(AT_ONCE));
    settings.put(insurance + "answer-within", "6s");
    settings.put(insurance + "breaker-pause", "3s");
    institution(settings, CounterBill.CENTRE, platform, file(ONE_ADDRESS), "9001");
    institution(settings, CLINIC, platform, file(ONE_ADDRESS), "9101");
    settings.put(insurance + "clinics." + CLINIC + ".own-code", "true");
    institution(settings, OTHER, elsewhere, file(GATEWAY), "9001");
    settings.put(of(OTHER) + "application", "other-centre");
    settings.put(of(OTHER) + "secret", "their-secret");
    settings.put(of(OTHER) + "first-number", "7000");
    settings.put(of(OTHER) + "last-number", "7999");
    institution(settings, EXPIRED, platform, file(ONE_ADDRESS + SIGNED), "9201");
    settings.put(of(EXPIRED) + "signing.keystore", ExpiredKey.keystore().toString());
    settings.put(of(EXPIRED) + "signing.password", ExpiredKey.PASSWORD);
    return settings;
  }

  private static void institution(
      Map<String, String> settings,
      String code,
      InsurancePlatform platform,
      Path profile,
      String operator) {
    settings.put(of(code) + "name", "卫生院" + code.substring(10));
    settings.put(of(code) + "district", CounterBill.DISTRICT);
    settings.put(of(code) + "url", platform.url().toString());
    settings.put(of(code) + "profile", profile.toString());
    settings.put(of(code) + "first-number", "0");
    settings.put(of(code) + "last-number", "4999");
    settings.put(of(code) + "operator.number", operator);
    settings.put(of(code) + "operator.name", "自动");
    settings.put(of(code) + "operator.mac", "00-00-00-00-00-00");
    settings.put(of(code) + "operator.ip", "10.0.0.1");
  }

  private static String of(String code) {
    return "xiangqiao.insurance.institutions." + code + ".";
  }

  private static Path file(String profile) {
    try {
      Path file = Files.createTempFile("profile", ".yaml");
      file.toFile().deleteOnExit();
      return Files.writeString(file, profile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  CounterServer counter() {
    return counter;
  }

  /** The platform of {@link #OTHER}; all others have that of the counter. */
  InsurancePlatform elsewhere() {
    return elsewhere;
  }

  /** An insured resident with a visit to an institution and its bill. */
  CounterBill bill(int sequence, String institution) {
    CounterBill bill = new CounterBill(counter.server(), counter.token(), sequence, institution);
    (institution.equals(OTHER) ? elsewhere : counter.platform()).insure(bill.person);
    return bill;
  }

  /** Until no breaker holds anything back any more. */
  void awaitLines() {
    Lines lines = counter.server().bean(InsuranceBridge.class).lines();
    for (String code : List.of(CounterBill.CENTRE, CLINIC, OTHER)) {
      await().atMost(Duration.ofSeconds(20)).until(() -> lines.of(code).up());
    }
  }

  /** State of the claim, {@code open} while a node works on it; empty if it was not taken in. */
  String state(String identifier) {
    return counter
        .server()
        .jdbc()
        .queryForList(
            "select case when open then 'open' else state end from insurance_case"
                + " where kind = 'claim' and business_key like '%|' || ?",
            String.class, identifier)
        .stream()
        .findFirst()
        .orElse("");
  }

  /** What the day book holds of a claim: as many settlements, and of that much. */
  void assertBooked(String identifier, String... totals) {
    assertThat(
            counter
                .server()
                .jdbc()
                .queryForList(
                    "select b.total from insurance_booking b join insurance_case c"
                        + " using (tenant_id, case_id) where c.business_key like '%|' || ?",
                    BigDecimal.class, identifier))
        .usingElementComparator(BigDecimal::compareTo)
        .containsExactlyElementsOf(List.of(totals).stream().map(BigDecimal::new).toList());
  }

  @Override
  public void close() {
    counter.close();
    elsewhere.close();
  }
}
