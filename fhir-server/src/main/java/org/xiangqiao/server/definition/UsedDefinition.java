package org.xiangqiao.server.definition;

/**
 * A definition that a validation asked for.
 *
 * @param source {@code <package>#<version>}, or {@link DefinitionSource#POSTED}
 * @param canonical with its version, if it has one
 * @param profile whether it says what a resource must be: neither a data type nor terminology
 */
public record UsedDefinition(String source, String canonical, boolean profile) {}
