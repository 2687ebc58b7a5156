package org.xiangqiao.terminology.validation.json;

import java.util.List;

/**
 * A resource's text, read.
 *
 * @param root null if the text could not be read, which a problem then says
 */
public record JsonTree(Node root, List<JsonProblem> problems) {}
