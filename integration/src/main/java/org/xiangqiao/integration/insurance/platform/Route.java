package org.xiangqiao.integration.insurance.platform;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.xiangqiao.mappings.insurance.envelope.InsuranceAnswer;
import org.xiangqiao.mappings.insurance.envelope.InsuranceRequest;
import org.xiangqiao.mappings.insurance.envelope.InsuranceResult;
import org.xiangqiao.mappings.insurance.envelope.Receiver;

/** How messages travel in a province (省级接入方式); numbers are the product's own, not variants. */
public interface Route {

  /** The province's number of a transaction, for example 2206A for 2206. */
  String variant(String infno);

  Receiver receiver();

  /** Keys of the envelope that only this province wants. */
  Map<String, String> more();

  URI address(String infno);

  /** Whether messages can be signed now. */
  boolean signs();

  /** Signed and written, ready to travel; made anew for every message. */
  Letter letter(String infno, InsuranceRequest request);

  String contentType();

  InsuranceResult read(String infno, byte[] body);

  Duration readTimeout(String infno);

  /** Whether it is asked only where it is there (明细审核): its silence tells nothing of others. */
  boolean advises(String infno);

  /**
   * Which office clears for patients of another district (清算经办机构); null if only it knows.
   *
   * @param district of the institution
   */
  String clearingOffice(String district, String insured);

  Duration settleTime();

  boolean reversible(String infno);

  boolean refusalBeforeBooking(String error);

  boolean nothingToUndo(String error);

  boolean signInExpired(InsuranceAnswer answer);
}
