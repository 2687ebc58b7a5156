package org.xiangqiao.terminology.service.stored;

import org.xiangqiao.terminology.service.content.TerminologySources;

/** Terminology that is kept elsewhere than in resources; asked before them. */
public interface FurtherSources extends TerminologySources {}
