package org.xiangqiao.integration.insurance.platform;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.xiangqiao.mappings.insurance.Effect;
import org.xiangqiao.mappings.insurance.TransactionTable;
import org.xiangqiao.mappings.insurance.envelope.AnswerJson;
import org.xiangqiao.mappings.insurance.envelope.InsuranceAnswer;
import org.xiangqiao.mappings.insurance.envelope.InsuranceRequest;
import org.xiangqiao.mappings.insurance.envelope.InsuranceResult;
import org.xiangqiao.mappings.insurance.envelope.Receiver;
import org.xiangqiao.mappings.insurance.envelope.RequestJson;
import org.xiangqiao.mappings.insurance.profile.ProvinceProfile;
import org.xiangqiao.mappings.insurance.profile.TifSignature;

/** The way that a province's profile (省级配置) describes. */
public final class ProvinceRoute implements Route {

  private static final int LARGEST_ANSWER = 4 * 1024 * 1024;

  private final ProvinceProfile profile;
  private final TransactionTable table;
  private final String base;
  private final String application;
  private final String secret;
  private final List<String> signInTexts;
  private final Clock clock;
  private final RequestJson requests;
  private final AnswerJson answers;

  /**
   * @param application {@code paasid} of the gateway, or null
   * @param secret of the application, or null
   * @param signInTexts parts of {@code err_msg} that mean that the sign-in is over
   */
  public ProvinceRoute(
      ProvinceProfile profile,
      TransactionTable table,
      String base,
      String application,
      String secret,
      List<String> signInTexts,
      Clock clock) {
    if (profile.sign().isPresent()) {
      throw new IllegalArgumentException(
          "profile " + profile.name() + " signs messages, which this version cannot");
    }
    this.profile = profile;
    this.table = table;
    this.base = base;
    this.application = application == null ? "" : application;
    this.secret = secret == null ? "" : secret;
    this.signInTexts = List.copyOf(signInTexts);
    this.clock = clock;
    this.requests = new RequestJson(table, profile.format());
    this.answers = new AnswerJson(table, profile.format(), LARGEST_ANSWER);
  }

  @Override
  public String variant(String infno) {
    return profile.infno(infno);
  }

  @Override
  public Receiver receiver() {
    return profile.receiver();
  }

  @Override
  public Map<String, String> more() {
    return profile.more();
  }

  @Override
  public URI address(String infno) {
    return URI.create(profile.url(base, table.transaction(infno)));
  }

  @Override
  public byte[] write(InsuranceRequest request) {
    return requests.write(request);
  }

  @Override
  public String contentType() {
    return profile.transport().contentType();
  }

  @Override
  public Map<String, String> headers(String infno, byte[] body) {
    String timestamp = String.valueOf(clock.instant().getEpochSecond());
    String nonce = UUID.randomUUID().toString();
    Map<String, String> values = new LinkedHashMap<>();
    values.put("paasid", application);
    values.put("timestamp", timestamp);
    values.put("nonce", nonce);
    values.put("signature", TifSignature.of(timestamp, secret, nonce));
    values.put("infno", variant(infno));
    return profile.headers(values);
  }

  @Override
  public InsuranceResult read(String infno, byte[] body) {
    return answers.read(variant(infno), body);
  }

  @Override
  public Duration readTimeout(String infno) {
    return table.transaction(infno).effect() == Effect.NONE
        ? profile.limits().query()
        : profile.limits().step();
  }

  @Override
  public Duration settleTime() {
    return profile.limits().settle();
  }

  @Override
  public boolean reversible(String infno) {
    return table.find(variant(infno)).filter(known -> known.reversible()).isPresent();
  }

  @Override
  public boolean refusalBeforeBooking(String error) {
    return profile.refusedBeforeBooking(error);
  }

  @Override
  public boolean nothingToUndo(String error) {
    return profile.nothingToUndo(error);
  }

  @Override
  public boolean signInExpired(InsuranceAnswer answer) {
    return answer.error() != null && signInTexts.stream().anyMatch(answer.error()::contains);
  }
}
