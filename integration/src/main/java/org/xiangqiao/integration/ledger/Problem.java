package org.xiangqiao.integration.ledger;

/**
 * Why a message was refused: the place in the sender's own terms ({@code PID-3[1]}, a JSON path),
 * the rule's key, and texts that a clerk understands. Never holds personal values.
 */
public record Problem(
    String place, String rule, String zh, String en, String remedyZh, String remedyEn) {}
