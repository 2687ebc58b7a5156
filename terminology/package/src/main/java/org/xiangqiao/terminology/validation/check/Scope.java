package org.xiangqiao.terminology.validation.check;

import org.hl7.fhir.r4.model.Base;
import org.xiangqiao.terminology.validation.CodeSets;
import org.xiangqiao.terminology.validation.invariant.Surroundings;
import org.xiangqiao.terminology.validation.json.Node;

/**
 * Where a check happens.
 *
 * @param resource the resource that the element is in
 * @param root what contains it: the same, or the resource that holds a contained one
 * @param outermost the whole text
 * @param targets what the references of the text point to
 * @param extension URL of the extension whose inside this is, or null
 */
record Scope(
    Node resource,
    Node root,
    Node outermost,
    String extension,
    Parsed model,
    CodeSets codes,
    Targets targets,
    int text,
    int depth)
    implements Surroundings {

  @Override
  public Base parsed(Node node) {
    return model.of(node);
  }

  @Override
  public Base parsedTarget(String reference) {
    Node target = targets.find(reference, root);
    return target == null ? null : model.of(target);
  }

  @Override
  public Node resolve(Node reference) {
    String text = reference.hasText() ? reference.text() : reference.childText("reference");
    return text == null ? null : targets.find(text, holder(reference));
  }

  /** The resource that a reference counts from: its own, or the one that contains that. */
  private static Node holder(Node reference) {
    Node each = reference;
    while (each.parent() != null && !(each.resource() && !each.name().equals("contained"))) {
      each = each.parent();
    }
    return each;
  }

  @Override
  public Node placed() {
    return null;
  }

  Scope contained(Node inner) {
    return new Scope(inner, root, outermost, null, model, codes, targets, text, depth + 1);
  }

  /** An entry of a bundle or a parameter stands for itself. */
  Scope entry(Node inner) {
    return new Scope(inner, inner, outermost, null, model, codes, targets, text, depth + 1);
  }

  Scope inside(String url) {
    return new Scope(resource, root, outermost, url, model, codes, targets, text, depth);
  }

  Scope deeper() {
    return new Scope(resource, root, outermost, extension, model, codes, targets, text, depth + 1);
  }
}
