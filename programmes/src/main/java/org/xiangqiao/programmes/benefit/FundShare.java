package org.xiangqiao.programmes.benefit;

import java.math.BigDecimal;

/**
 * What one fund pays (setldetail).
 *
 * @param type of the fund (fund_pay_type)
 * @param name of the fund (fund_pay_type_name)
 * @param base amount that it looked at (inscp_scp_amt)
 * @param limit highest amount that it could have paid this time (crt_payb_lmt_amt)
 * @param pays what it pays (fund_payamt)
 */
public record FundShare(
    String type, String name, BigDecimal base, BigDecimal limit, BigDecimal pays) {}
