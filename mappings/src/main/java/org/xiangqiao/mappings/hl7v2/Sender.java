package org.xiangqiao.mappings.hl7v2;

/**
 * The EMR that sent a message, as configured.
 *
 * @param partner partner id, used in identifier systems of local numbers ({@code
 *     https://fhir.xiangqiao.org/sid/<partner>/patient})
 * @param organization logical id of the health centre's Organization
 */
public record Sender(String partner, String organization) {}
