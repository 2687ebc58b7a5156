package org.xiangqiao.bench.oracle.compare;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.xiangqiao.bench.oracle.query.Records;
import org.xiangqiao.bench.oracle.query.SearchCase;

/** Compares two answers to a search: ids always, order only under {@code _sort}. */
final class Judge {

  private static final int SHOWN = 4;

  private final SortKeys keys;

  Judge(Records records) {
    this.keys = new SortKeys(records);
  }

  Finding judge(SearchCase search, SearchAnswer ours, SearchAnswer peer) {
    List<String> details = new ArrayList<>();
    details.add("ours: " + ours.summary());
    details.add("peer: " + peer.summary());
    Verdict verdict = verdict(search, ours, peer, details);
    return new Finding(search.feature(), search.readable(), verdict, List.copyOf(details));
  }

  private Verdict verdict(
      SearchCase search, SearchAnswer ours, SearchAnswer peer, List<String> details) {
    if (ours.broken()) {
      return Verdict.OURS_BROKEN;
    }
    if (peer.broken()) {
      return Verdict.PEER_BROKEN;
    }
    if (!ours.ok() || !peer.ok()) {
      return ours.ok()
          ? Verdict.PEER_REFUSED
          : peer.ok() ? Verdict.OURS_REFUSED : Verdict.BOTH_REFUSED;
    }
    if (search.asked() == SearchCase.Asked.COUNT) {
      return Objects.equals(ours.total(), peer.total()) ? Verdict.EQUAL : Verdict.DIFFERENT_TOTAL;
    }
    if (differ(ours.matches(), peer.matches(), details)) {
      return Verdict.DIFFERENT_IDS;
    }
    if (differ(ours.included(), peer.included(), details)) {
      return Verdict.DIFFERENT_INCLUDED;
    }
    boolean totals = search.asked() == SearchCase.Asked.TOTAL || search.value("_total") != null;
    if (totals && !Objects.equals(ours.total(), peer.total())) {
      return Verdict.DIFFERENT_TOTAL;
    }
    if (search.asked() == SearchCase.Asked.ORDER) {
      return order(search.value("_sort"), ours.matches(), peer.matches(), details);
    }
    return Verdict.EQUAL;
  }

  private static boolean differ(
      Collection<String> ours, Collection<String> peer, List<String> details) {
    Set<String> ourSet = new TreeSet<>(ours);
    Set<String> peerSet = new TreeSet<>(peer);
    boolean twice = ourSet.size() != ours.size();
    if (twice) {
      details.add("ours gives some more than once");
    }
    if (ourSet.equals(peerSet)) {
      return twice;
    }
    details.add("only ours: " + first(ourSet, peerSet));
    details.add("only peer: " + first(peerSet, ourSet));
    return true;
  }

  private static String first(Set<String> in, Set<String> notIn) {
    Set<String> only = new TreeSet<>(in);
    only.removeAll(new HashSet<>(notIn));
    return only.size() + " " + only.stream().limit(SHOWN).toList();
  }

  private Verdict order(String sort, List<String> ours, List<String> peer, List<String> details) {
    Set<String> open = keys.open(ours, sort);
    for (int i = 0; i < ours.size(); i++) {
      List<String> ourKeys = keys.of(ours.get(i), sort, open);
      List<String> peerKeys = keys.of(peer.get(i), sort, open);
      if (!ourKeys.equals(peerKeys)) {
        details.add("at " + i + " ours: " + ours.get(i) + " " + ourKeys);
        details.add("at " + i + " peer: " + peer.get(i) + " " + peerKeys);
        return Verdict.DIFFERENT_ORDER;
      }
    }
    return Verdict.EQUAL;
  }
}
