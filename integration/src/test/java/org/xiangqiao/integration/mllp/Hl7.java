package org.xiangqiao.integration.mllp;

import java.util.concurrent.atomic.AtomicInteger;

/** Messages of the EMR {@code QSEMR}, varied where a test wants it. */
final class Hl7 {

  private static final AtomicInteger COUNTER = new AtomicInteger();

  private Hl7() {}

  static String controlId() {
    return "T" + COUNTER.incrementAndGet();
  }

  static String header(String type, String controlId, String at) {
    return "MSH|^~\\&|QSEMR|QINGSHI|XIANGQIAO|XQ|"
        + at
        + "||"
        + type
        + "|"
        + controlId
        + "|P|2.5.1||||||UNICODE UTF-8\r";
  }

  static String adt(String controlId, String at, String pid) {
    return header("ADT^A08^ADT_A01", controlId, at) + "EVN|A08|" + at + "\r" + pid;
  }

  static String pid(String number, String name) {
    return "PID|1||" + number + "^^^QSEMR^MR||" + name + "||19800101|F|||示范县青石镇1号^^^^^CHN^H\r";
  }

  static String vxu(String controlId, String at, String pid, String order, String vaccine) {
    return header("VXU^V04^VXU_V04", controlId, at)
        + pid
        + "ORC|RE||"
        + order
        + "\r"
        + "RXA|0|1|"
        + at
        + "|"
        + at
        + "|"
        + vaccine
        + "^疫苗^CNIIS|0.5|mL||00|N1^李^护士|||||L1|20280101|^所|||CP|A\r"
        + "RXR|IM|LA\r";
  }
}
