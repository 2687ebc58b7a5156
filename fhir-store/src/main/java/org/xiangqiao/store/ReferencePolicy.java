package org.xiangqiao.store;

import java.util.Set;

/**
 * What the store asks of references between its resources (R4 references.html).
 *
 * @param checking whether references are checked at all
 * @param exemptClients registered clients (an archive import, 档案导入) whose references may point at
 *     nothing; their deletions are checked like everybody's
 * @param maxCascade other resources that one write may delete by cascade, at most; 1 or more
 */
public record ReferencePolicy(Checking checking, Set<String> exemptClients, int maxCascade) {

  /** Whether references are checked. */
  public enum Checking {
    /** Targets in this server exist at the end of the transaction; what is referenced stays. */
    ENFORCE,
    /** Neither is asked: for loading foreign data in any order, before anybody works with it. */
    OFF
  }

  public ReferencePolicy {
    exemptClients = Set.copyOf(exemptClients);
    if (maxCascade < 1) {
      throw new IllegalArgumentException("maxCascade must be at least 1, not " + maxCascade);
    }
  }

  /** Enforced for everybody; a cascade takes 1,000 others at most. */
  public static ReferencePolicy defaults() {
    return new ReferencePolicy(Checking.ENFORCE, Set.of(), 1000);
  }

  public ReferencePolicy withChecking(Checking other) {
    return new ReferencePolicy(other, exemptClients, maxCascade);
  }

  public ReferencePolicy withExemptClients(Set<String> clients) {
    return new ReferencePolicy(checking, clients, maxCascade);
  }

  public ReferencePolicy withMaxCascade(int limit) {
    return new ReferencePolicy(checking, exemptClients, limit);
  }

  public boolean enforced() {
    return checking == Checking.ENFORCE;
  }

  /** Whether what this caller writes may point at existing resources only. */
  public boolean checksReferencesOf(Caller caller) {
    return enforced() && !exemptClients.contains(caller.client());
  }
}
