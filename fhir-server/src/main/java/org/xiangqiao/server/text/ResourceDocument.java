package org.xiangqiao.server.text;

import org.hibernate.search.engine.backend.types.Norms;
import org.hibernate.search.engine.backend.types.Projectable;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.DocumentId;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.FullTextField;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.Indexed;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.KeywordField;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.SearchEntity;
import org.xiangqiao.terminology.service.text.Analyzers;

/** A resource as its text is indexed. No text is stored, only the words' places. */
@SearchEntity
@Indexed(index = "resource")
final class ResourceDocument {

  /** County, type and logical id. */
  @DocumentId final String key;

  /** County and type. */
  @KeywordField final String group;

  @KeywordField(projectable = Projectable.YES)
  final String id;

  @FullTextField(
      analyzer = Analyzers.WORDS,
      searchAnalyzer = Analyzers.WORDS_ASKED,
      norms = Norms.NO)
  final String narrative;

  @FullTextField(
      analyzer = Analyzers.WORDS,
      searchAnalyzer = Analyzers.WORDS_ASKED,
      norms = Norms.NO)
  final String content;

  ResourceDocument(int tenant, String type, String id, ResourceText text) {
    this.key = key(tenant, type, id);
    this.group = group(tenant, type);
    this.id = id;
    this.narrative = text.narrative();
    this.content = text.content();
  }

  static String key(int tenant, String type, String id) {
    return group(tenant, type) + "/" + id;
  }

  static String group(int tenant, String type) {
    return tenant + "/" + type;
  }
}
