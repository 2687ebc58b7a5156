package org.xiangqiao.programmes.supervision;

import java.time.LocalDate;

/**
 * A stay in hospital (住院).
 *
 * @param to day of discharge, or null
 * @param diagnosis main one, ICD-10, or null
 * @param transferred ended by a transfer to another institution (转院)
 */
public record Stay(
    String visit,
    String institution,
    LocalDate from,
    LocalDate to,
    String diagnosis,
    boolean transferred) {}
