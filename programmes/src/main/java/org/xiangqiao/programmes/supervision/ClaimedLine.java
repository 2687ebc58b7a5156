package org.xiangqiao.programmes.supervision;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;

/**
 * A line of a bill (费用明细). What is not known is null, and no rule that needs it hits.
 *
 * @param position in {@code Claim.item}, from 0
 * @param number {@code feedetl_sn}
 * @param item national code {@code med_list_codg}
 * @param net of the line
 * @param day of service
 * @param time of service; null when only the day was told
 * @param days that the drug lasts ({@code prd_days})
 * @param traced with a drug trace code (药品追溯码)
 * @param approval {@code hosp_appr_flag}
 */
public record ClaimedLine(
    int position,
    String number,
    String item,
    BigDecimal quantity,
    BigDecimal price,
    BigDecimal net,
    LocalDate day,
    LocalTime time,
    BigDecimal days,
    boolean traced,
    String approval) {}
