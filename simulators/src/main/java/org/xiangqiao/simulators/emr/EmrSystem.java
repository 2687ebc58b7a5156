package org.xiangqiao.simulators.emr;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * A sending system.
 *
 * @param application MSH-3
 * @param facility MSH-4
 * @param declared MSH-18, HL7 table 0211
 * @param version MSH-12
 */
public record EmrSystem(
    String application, String facility, Charset charset, String declared, String version) {

  /** A newer EMR: UTF-8, v2.5.1. */
  public static final EmrSystem QINGSHI =
      new EmrSystem("QSEMR", "QINGSHI", StandardCharsets.UTF_8, "UNICODE UTF-8", "2.5.1");

  /** An older one: GB 18030, v2.4, and Chinese from the third field of the header on. */
  public static final EmrSystem BAISHUI =
      new EmrSystem("卫康系统", "白水镇卫生院", Charset.forName("GB18030"), "GB 18030-2000", "2.4");

  /** The system that a resident's village uses. */
  public static EmrSystem of(Resident resident) {
    return resident.address().contains("白水镇") ? BAISHUI : QINGSHI;
  }
}
