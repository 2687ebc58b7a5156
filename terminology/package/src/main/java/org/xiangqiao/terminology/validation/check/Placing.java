package org.xiangqiao.terminology.validation.check;

import org.hl7.fhir.r4.model.Base;
import org.xiangqiao.terminology.validation.CodeSets;
import org.xiangqiao.terminology.validation.invariant.Surroundings;
import org.xiangqiao.terminology.validation.json.Node;

/** What a rule about the place of an extension sees: beside the rest, the extension. */
record Placing(Scope scope, Node placed) implements Surroundings {

  @Override
  public Node resource() {
    return scope.resource();
  }

  @Override
  public Node root() {
    return scope.root();
  }

  @Override
  public Base parsed(Node node) {
    return scope.parsed(node);
  }

  @Override
  public Base parsedTarget(String reference) {
    return scope.parsedTarget(reference);
  }

  @Override
  public Node resolve(Node reference) {
    return scope.resolve(reference);
  }

  @Override
  public CodeSets codes() {
    return scope.codes();
  }

  @Override
  public int text() {
    return scope.text();
  }
}
