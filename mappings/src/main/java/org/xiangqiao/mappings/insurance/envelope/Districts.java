package org.xiangqiao.mappings.insurance.envelope;

/**
 * Districts (医保区划) of a message.
 *
 * @param treatment where care is given, {@code mdtrtarea_admvs}
 * @param insured where the person is insured, {@code insuplc_admdvs}, from 1101; needed as soon as
 *     the input carries {@code psn_no}; {@code null} before that
 */
public record Districts(String treatment, String insured) {}
