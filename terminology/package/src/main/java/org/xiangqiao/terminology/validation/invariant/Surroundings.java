package org.xiangqiao.terminology.validation.invariant;

import org.hl7.fhir.r4.model.Base;
import org.xiangqiao.terminology.validation.CodeSets;
import org.xiangqiao.terminology.validation.json.Node;

/** What a rule sees beside its element. */
public interface Surroundings {

  /** The resource that the element is in, {@code %resource}. */
  Node resource();

  /** What contains that resource, {@code %rootResource}. */
  Node root();

  /** The element in HAPI's model, which is parsed when first asked for; null if not there. */
  Base parsed(Node node);

  /** What a reference of that text points to, inside the resource, in HAPI's model; or null. */
  Base parsedTarget(String reference);

  /** What a reference points to inside the text, or null. */
  Node resolve(Node reference);

  /** The extension whose place a rule is about, {@code %extension}; null for other rules. */
  Node placed();

  CodeSets codes();

  /** How many characters a regular expression may look at. */
  int text();
}
