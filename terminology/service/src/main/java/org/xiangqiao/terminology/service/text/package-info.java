/**
 * Full text over concepts (概念) by Hibernate Search, on Lucene or Elasticsearch, and what any text
 * index of this product shares: where it lies and how Chinese is taken apart.
 */
package org.xiangqiao.terminology.service.text;
