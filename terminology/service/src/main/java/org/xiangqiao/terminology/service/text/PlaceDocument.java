package org.xiangqiao.terminology.service.text;

import org.hibernate.search.engine.backend.types.Projectable;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.DocumentId;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.Indexed;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.KeywordField;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.SearchEntity;

/**
 * What the index of concepts knows of itself: complete versions, and orders carried out. Its name
 * changes with that of {@link ConceptDocument}.
 */
@SearchEntity
@Indexed(index = "concept-place-v2")
final class PlaceDocument {

  @DocumentId final String name;

  @KeywordField(projectable = Projectable.YES)
  final String key;

  @KeywordField(projectable = Projectable.YES)
  final String place;

  PlaceDocument(String name, String place) {
    this.name = name;
    this.key = name;
    this.place = place;
  }
}
