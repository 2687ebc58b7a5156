package org.xiangqiao.server.rest.web;

import jakarta.servlet.ServletRequest;

/**
 * What a request turned out to be, for measurement and audit.
 *
 * @param interaction code of R4's restful-interaction, for example {@code search-type}; {@code
 *     none} if it was refused before that was known
 * @param type resource type, always one that exists; {@code none} for system interactions
 */
public record Served(String interaction, String type) {

  private static final String ATTRIBUTE = Served.class.getName();
  private static final Served NOTHING = new Served("none", "none");

  public static void mark(ServletRequest request, String interaction, String type) {
    request.setAttribute(ATTRIBUTE, new Served(interaction, type == null ? "none" : type));
  }

  public static Served of(ServletRequest request) {
    Object served = request.getAttribute(ATTRIBUTE);
    return served == null ? NOTHING : (Served) served;
  }
}
