package org.xiangqiao.mappings.insurance.profile;

/**
 * The port through which messages are signed with the institution's key (SM2) or digested (SM3).
 */
public interface MessageSigner {

  /**
   * @param algorithm {@code SM2} or {@code SM3}
   * @param text made from the profile's template
   * @return as it stands in {@code cainfo} or in a header
   */
  String sign(String algorithm, String text);
}
