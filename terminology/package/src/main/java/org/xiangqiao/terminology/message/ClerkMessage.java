package org.xiangqiao.terminology.message;

/**
 * A finding in words.
 *
 * @param element its names
 * @param text what is wrong
 * @param remedy what to do
 * @param page of the rule, below {@code docs/rules}
 */
public record ClerkMessage(Words element, Words text, Words remedy, String page) {}
