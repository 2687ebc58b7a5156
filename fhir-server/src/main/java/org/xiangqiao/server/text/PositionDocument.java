package org.xiangqiao.server.text;

import org.hibernate.search.engine.backend.types.Projectable;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.DocumentId;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.Indexed;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.KeywordField;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.SearchEntity;

/** How far the index is, kept beside its contents: by county, and of orders. */
@SearchEntity
@Indexed(index = "position")
final class PositionDocument {

  @DocumentId final String name;

  @KeywordField(projectable = Projectable.YES)
  final String key;

  @KeywordField(projectable = Projectable.YES)
  final String place;

  PositionDocument(String name, String place) {
    this.name = name;
    this.key = name;
    this.place = place;
  }
}
