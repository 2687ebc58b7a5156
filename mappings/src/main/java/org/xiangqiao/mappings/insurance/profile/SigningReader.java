package org.xiangqiao.mappings.insurance.profile;

import java.util.Set;
import org.xiangqiao.mappings.insurance.signature.Sm2;

/** The part of a profile that says how messages are signed. */
final class SigningReader {

  private static final Set<String> KEYS =
      Set.of("algorithm", "place", "text", "encoding", "form", "identity", "answers");
  private static final Set<String> ALGORITHMS = Set.of("SM2", "SM3", "HMAC-SM3");
  private static final Set<String> PLACES =
      Set.of("input", "body", "infno", "msgid", "time", "timestamp", "nonce");
  private static final Set<String> ANSWER_PLACES =
      Set.of("output", "infcode", "reference", "received", "responded");

  private SigningReader() {}

  /**
   * @return null when nothing is signed
   */
  static Signing read(Section file, Transport transport) {
    boolean inHeader =
        transport.headers().values().stream()
            .anyMatch(header -> header.places().contains("signed"));
    Section section = file.section("signing", KEYS);
    if (!file.has("signing")) {
      if (inHeader) {
        file.add("transport.headers", "insurance.profile.header-without-signing");
      }
      return null;
    }
    Signing signing = signing(section);
    if ((signing.place() == Signing.Place.HEADER) != inHeader) {
      section.add("place", "insurance.profile.signature-elsewhere");
    }
    return signing;
  }

  private static Signing signing(Section section) {
    Signing signing =
        new Signing(
            section.required("algorithm"),
            section.word("place", Signing.Place.class, Signing.Place.ENVELOPE),
            section.template("text", PLACES),
            section.word("encoding", Signing.Encoding.class, Signing.Encoding.BASE64),
            section.word("form", Sm2.Form.class, Sm2.Form.DER),
            section.text("identity", Signing.USUAL_IDENTITY),
            section.has("answers")
                ? answers(section.section("answers", Set.of("text", "unsignedRefusals")))
                : null);
    if (!ALGORITHMS.contains(signing.algorithm())) {
      section.add("algorithm", "insurance.profile.word-unknown", "SM2, SM3, HMAC-SM3");
    }
    if (signing.place() == Signing.Place.ENVELOPE && signing.text().places().contains("body")) {
      section.add("text", "insurance.profile.signs-itself");
    }
    return signing;
  }

  private static Signing.Answers answers(Section section) {
    return new Signing.Answers(
        section.template("text", ANSWER_PLACES), section.flag("unsignedRefusals"));
  }
}
