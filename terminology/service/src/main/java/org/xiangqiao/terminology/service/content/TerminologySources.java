package org.xiangqiao.terminology.service.content;

/** Hands each caller the terminology of his county and of tenant 0. */
public interface TerminologySources {

  TerminologySource of(int tenantId);
}
