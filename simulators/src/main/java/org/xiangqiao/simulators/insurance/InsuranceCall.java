package org.xiangqiao.simulators.insurance;

/** A call that arrived, whatever became of it; nothing of a person. */
public record InsuranceCall(String infno, String msgid, String institution) {}
