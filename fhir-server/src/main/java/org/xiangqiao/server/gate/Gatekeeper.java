package org.xiangqiao.server.gate;

import org.xiangqiao.terminology.validation.CompiledValidator;

/** What finds fault, and what says it; both know the same profiles. */
record Gatekeeper(CompiledValidator validator, FindingWords words) {}
