package org.xiangqiao.server.rest.web;

import jakarta.servlet.ServletRequest;

/**
 * What the audit trail is to say of an access beside its address and parameters, for example which
 * file of an export left and how many resources it held. Never personal data.
 */
public final class AccessDetail {

  private static final String ATTRIBUTE = AccessDetail.class.getName();

  private AccessDetail() {}

  /** To be told before the answer is begun. */
  public static void tell(ServletRequest request, String detail) {
    request.setAttribute(ATTRIBUTE, detail);
  }

  /** Empty text if nothing was told. */
  public static String of(ServletRequest request) {
    Object detail = request.getAttribute(ATTRIBUTE);
    return detail == null ? "" : (String) detail;
  }
}
