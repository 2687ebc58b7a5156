package org.xiangqiao.server.gate.county;

import java.util.function.Supplier;
import org.xiangqiao.terminology.message.ClerkMessages;
import org.xiangqiao.terminology.validation.CompiledValidator;

/**
 * What one county's resources are held against, in one state of its definitions.
 *
 * @param state tells whether definitions have changed
 * @param messages words of what is found, made when they are first needed
 */
public record County(String state, CompiledValidator validator, Supplier<ClerkMessages> messages) {}
