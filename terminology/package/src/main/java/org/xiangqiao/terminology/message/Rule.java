package org.xiangqiao.terminology.message;

/**
 * One rule of the catalogue.
 *
 * @param id as findings name it
 * @param text with {@code {element}}, {@code {shape}} and {@code {0}}… for the arguments
 * @param remedy what to do, with the same
 */
public record Rule(String id, Words text, Words remedy) {}
