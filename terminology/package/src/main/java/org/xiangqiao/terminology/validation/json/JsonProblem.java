package org.xiangqiao.terminology.validation.json;

/**
 * What is wrong with the text itself.
 *
 * @param node where, or null for the whole text
 * @param key of the words
 */
public record JsonProblem(Node node, String key, String argument) {}
