package org.xiangqiao.store.search;

import org.xiangqiao.store.Caller;
import org.xiangqiao.store.SearchPage;
import org.xiangqiao.store.SearchRequest;

/** Answers FHIR searches; conditional interactions ask it through {@link CriteriaFinder}. */
public interface SearchEngine extends CriteriaFinder {

  SearchPage search(Caller caller, SearchRequest request);

  SearchPage nextPage(Caller caller, String cursor);
}
