package org.xiangqiao.mappings.insurance.codes;

/**
 * What a local code stands for (国家医保编码).
 *
 * @param name {@code null} when it is not told
 */
public record NationalCode(String code, String name) {

  /** Without code and name, which may be a doctor's. */
  @Override
  public String toString() {
    return "NationalCode[...]";
  }
}
