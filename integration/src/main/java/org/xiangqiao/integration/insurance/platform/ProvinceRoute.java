package org.xiangqiao.integration.insurance.platform;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.xiangqiao.integration.insurance.trust.Seal;
import org.xiangqiao.mappings.insurance.Effect;
import org.xiangqiao.mappings.insurance.TransactionTable;
import org.xiangqiao.mappings.insurance.envelope.AnswerJson;
import org.xiangqiao.mappings.insurance.envelope.InsuranceAnswer;
import org.xiangqiao.mappings.insurance.envelope.InsuranceRequest;
import org.xiangqiao.mappings.insurance.envelope.InsuranceResult;
import org.xiangqiao.mappings.insurance.envelope.InsuranceResult.Booked;
import org.xiangqiao.mappings.insurance.envelope.InsuranceResult.Refused;
import org.xiangqiao.mappings.insurance.envelope.InsuranceResult.Unreadable;
import org.xiangqiao.mappings.insurance.envelope.MessageSignature;
import org.xiangqiao.mappings.insurance.envelope.Receiver;
import org.xiangqiao.mappings.insurance.envelope.RequestJson;
import org.xiangqiao.mappings.insurance.profile.Audit;
import org.xiangqiao.mappings.insurance.profile.ProvinceProfile;
import org.xiangqiao.mappings.insurance.profile.Signing;
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
  private final Seal seal;
  private final Clock clock;
  private final RequestJson requests;
  private final AnswerJson answers;

  /**
   * @param application {@code paasid} of the gateway, or null
   * @param secret of the application, or null
   * @param signInTexts parts of {@code err_msg} that mean that the sign-in is over
   * @param seal null when nothing is signed
   */
  public ProvinceRoute(
      ProvinceProfile profile,
      TransactionTable table,
      String base,
      String application,
      String secret,
      List<String> signInTexts,
      Seal seal,
      Clock clock) {
    this.profile = profile;
    this.table = table;
    this.base = base;
    this.application = application == null ? "" : application;
    this.secret = secret == null ? "" : secret;
    this.signInTexts = List.copyOf(signInTexts);
    this.seal = seal;
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
  public boolean signs() {
    return seal == null || seal.valid();
  }

  @Override
  public Letter letter(String infno, InsuranceRequest request) {
    String timestamp = String.valueOf(clock.instant().getEpochSecond());
    String nonce = UUID.randomUUID().toString();
    Map<String, String> values = new LinkedHashMap<>();
    values.put("paasid", application);
    values.put("timestamp", timestamp);
    values.put("nonce", nonce);
    values.put("signature", TifSignature.of(timestamp, secret, nonce));
    values.put("infno", request.infno());
    values.put("msgid", request.messageId().value());
    values.put("time", RequestJson.TIME.format(request.time()));
    Signing signing = profile.sign().orElse(null);
    if (signing == null) {
      return new Letter(requests.write(request), profile.headers(values));
    }
    values.put("input", requests.input(request));
    if (signing.place() == Signing.Place.ENVELOPE) {
      MessageSignature by = new MessageSignature(signing.type(), signed(signing, values));
      return new Letter(requests.write(request.signed(by)), profile.headers(values));
    }
    byte[] body = requests.write(request);
    values.put("body", new String(body, StandardCharsets.UTF_8));
    values.put("signed", signed(signing, values));
    return new Letter(body, profile.headers(values));
  }

  private String signed(Signing signing, Map<String, String> values) {
    return seal.sign(signing.algorithm(), signing.text().fill(values));
  }

  @Override
  public String contentType() {
    return profile.transport().contentType();
  }

  @Override
  public InsuranceResult read(String infno, byte[] body) {
    InsuranceResult result = answers.read(variant(infno), body);
    InsuranceAnswer answer =
        result instanceof Booked booked
            ? booked.answer()
            : result instanceof Refused refused ? refused.answer() : null;
    return seal == null || answer == null || seal.holds(answer, body)
        ? result
        : new Unreadable(InsuranceResult.Reason.SIGNATURE);
  }

  @Override
  public Duration readTimeout(String infno) {
    Optional<Audit> audit = profile.audit(infno);
    if (audit.isPresent()) {
      return audit.get().within();
    }
    return table.transaction(infno).effect() == Effect.NONE
        ? profile.limits().query()
        : profile.limits().step();
  }

  @Override
  public boolean advises(String infno) {
    return profile.audit(infno).isPresent();
  }

  @Override
  public String clearingOffice(String district, String insured) {
    return profile.office(district, insured).orElse(null);
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
