package org.xiangqiao.server.insurance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.xiangqiao.programmes.supervision.ItemFile;
import org.xiangqiao.server.security.SecuredServer;
import org.xiangqiao.server.security.SecuredServer.Reply;
import org.xiangqiao.server.security.TestClient;
import org.xiangqiao.simulators.insurance.InsurancePlatform;
import org.xiangqiao.simulators.insurance.Settlement;
import org.xiangqiao.store.TestPostgres;

/**
 * A server with the insurance bridge and the platform that it talks to, as a counter meets them:
 * over HTTP with a token, the platform's ledger as judge. One for all test classes of the JVM that
 * are extended with {@link Shared}.
 */
final class CounterServer implements ExtensionContext.Store.CloseableResource {

  static final TestClient EMR = TestClient.es384("emr");
  static final String SCOPES = "system/*.cruds xiangqiao/data.expunge xiangqiao/data.import";

  /** Gives the server to a constructor or test that asks for it; started when first asked for. */
  static final class Shared implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == CounterServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(ExtensionContext.Namespace.GLOBAL)
          .getOrComputeIfAbsent(CounterServer.class, type -> new CounterServer());
    }
  }

  /** As the shipped one, for a platform that answers fast. */
  private static final String PROFILE =
      """
      name: quick
      transport:
        url: '{base}/fsi/api/rsfComIfsService/callService'
      receiver:
        system: HIS
        version: 1.0.0
      limits:
        connect: PT1S
        query: PT5S
        step: PT5S
        settle: PT0.05S
      refusals: ['不一致', '不符']
      nothingToUndo: ['没有可撤销的费用明细', '就诊ID不存在', '未办理出院']
      settlementList: {uploads: true}
      """;

  private final InsurancePlatform platform;
  private final SecuredServer server;
  private final String token;

  private CounterServer() {
    this("", Map.of());
  }

  /**
   * One of its own, for what would disturb other tests.
   *
   * @param moreProfile more lines of the province's profile
   */
  CounterServer(String moreProfile, Map<String, String> moreSettings) {
    this(moreProfile, platform -> moreSettings);
  }

  /**
   * @param moreSettings which may name the platform
   */
  CounterServer(String moreProfile, Function<InsurancePlatform, Map<String, String>> moreSettings) {
    platform = InsurancePlatform.start();
    Map<String, String> settings = settings(moreProfile);
    settings.putAll(moreSettings.apply(platform));
    server = SecuredServer.start(TestPostgres.jdbcUrl(), settings);
    token = server.token(EMR, SCOPES);
  }

  private Map<String, String> settings(String moreProfile) {
    Path profile = file("quick.yaml", PROFILE + moreProfile);
    Map<String, String> properties = new LinkedHashMap<>();
    properties.putAll(SecuredServer.client(0, EMR, 1, SCOPES));
    properties.put("xiangqiao.fhir-package.install", "false");
    String insurance = "xiangqiao.insurance.";
    properties.put(insurance + "enabled", "true");
    properties.put(insurance + "poll", "50ms");
    properties.put(insurance + "breaker-pause", "1s");
    String centre = insurance + "institutions." + CounterBill.CENTRE + ".";
    properties.put(centre + "name", "青石镇卫生院");
    properties.put(centre + "district", CounterBill.DISTRICT);
    properties.put(centre + "url", platform.url().toString());
    properties.put(centre + "profile", profile.toString());
    properties.put(centre + "operator.number", "9001");
    properties.put(centre + "operator.name", "自动");
    properties.put(centre + "operator.mac", "00-00-00-00-00-00");
    properties.put(centre + "operator.ip", "10.0.0.1");
    properties.put(insurance + "transactions", completed().toString());
    for (String clinic : CounterBill.CLINICS) {
      properties.put(insurance + "clinics." + clinic + ".name", "村卫生室");
      properties.put(insurance + "clinics." + clinic + ".centre", CounterBill.CENTRE);
    }
    String county = insurance + "supervision.counties.1.";
    properties.put(county + "items", items().toString());
    properties.put(county + "rules.above-price-limit", "refuse");
    properties.put(county + "rules.limited-by-age", "off");
    properties.put(insurance + "supervision.levels." + CounterBill.CENTRE, "township");
    return properties;
  }

  private static Path file(String name, String content) {
    try {
      Path file = Files.createTempDirectory("insurance").resolve(name);
      return Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A folder with the files that this operator has completed, as the stand-in answers. */
  private static Path completed() {
    String head = "infno,direction,node,key,name_zh,type,length,required,dictionary,confirmed\n";
    Path folder =
        file(
                "1303.csv",
                head
                    + """
                    1303,in,data,updt_time,更新时间,date,,Y,,2
                    1303,in,data,page_num,当前页数,number,4,Y,,2
                    1303,in,data,page_size,本页数据量,number,4,Y,,2
                    1303,out,data,med_list_codg,医疗目录编码,string,50,Y,,2
                    1303,out,data,drug_prodname,药品商品名,string,500,Y,,2
                    1303,out,data,vali_flag,有效标志,string,3,Y,,2
                    1303,out,data,updt_time,更新时间,datetime,,Y,,2
                    """)
            .getParent();
    try {
      Files.writeString(
          folder.resolve("5206.csv"),
          head
              + """
              5206,out,cuminfo,psn_no,人员编号,string,30,Y,,2
              5206,out,cuminfo,insutype,险种类型,string,6,Y,insutype,2
              5206,out,cuminfo,cum_ym,累计年月,string,6,Y,,2
              5206,out,cuminfo,cum_type_code,累计类别代码,string,30,Y,cum_type_code,2
              5206,out,cuminfo,cum,累计值,number,"16,2",Y,,2
              """);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }

  /** The file that shows the form, as a county would put its own beside the server. */
  private static Path items() {
    try (InputStream example = ItemFile.class.getResourceAsStream("example-items.csv")) {
      return file("items.csv", new String(example.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  InsurancePlatform platform() {
    return platform;
  }

  SecuredServer server() {
    return server;
  }

  /** May do everything that a counter does. */
  String token() {
    return token;
  }

  /**
   * @param scopes what the token is good for
   */
  String token(String scopes) {
    return server.token(EMR, scopes);
  }

  /** An insured resident with a visit and its bill. */
  CounterBill bill(int sequence) {
    CounterBill bill = new CounterBill(server, token, sequence);
    platform.insure(bill.person);
    return bill;
  }

  /** An insured resident with a stay and its bill. */
  CounterStay stay(int sequence) {
    CounterStay stay = new CounterStay(server, token, sequence);
    platform.insure(stay.bill.person);
    return stay;
  }

  Reply post(String path, String body) {
    return server.post(path, body, token);
  }

  Reply submit(CounterBill bill, String claim) {
    return post("/fhir/Claim/$submit", bill.handedIn(claim));
  }

  /** Calls of a transaction so far. */
  long calls(String transaction) {
    return platform.callCounts().getOrDefault(transaction, 0L);
  }

  /** The visit's settlements that stand in the platform's ledger. */
  List<Settlement> standing(CounterBill bill) {
    return platform.judge().standing().stream()
        .filter(one -> one.localNumber().equals("MZ" + bill.person.number()))
        .toList();
  }

  static JsonNode settled(Reply reply) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
    JsonNode response = reply.json();
    assertThat(response.get("resourceType").asText()).isEqualTo("ClaimResponse");
    assertThat(response.get("outcome").asText()).as(reply.toString()).isEqualTo("complete");
    return response;
  }

  static void refused(Reply reply, int status, String rule) {
    assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
    JsonNode outcome = reply.json();
    assertThat(outcome.get("resourceType").asText()).isEqualTo("OperationOutcome");
    assertThat(outcome.at("/issue/0/details/coding/0/code").asText()).isEqualTo(rule);
  }

  static void named(Reply reply, String element) {
    refused(reply, 422, "insurance-incomplete");
    assertThat(reply.json().at("/issue/0/expression/0").asText()).isEqualTo(element);
    assertThat(reply.json().at("/issue/0/details/text").asText()).contains(element);
  }

  @Override
  public void close() {
    server.close();
    platform.close();
  }
}
