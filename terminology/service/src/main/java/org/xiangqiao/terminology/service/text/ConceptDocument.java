package org.xiangqiao.terminology.service.text;

import java.util.List;
import java.util.Set;
import org.hibernate.search.engine.backend.types.Norms;
import org.hibernate.search.engine.backend.types.Projectable;
import org.hibernate.search.engine.backend.types.Sortable;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.DocumentId;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.FullTextField;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.GenericField;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.Indexed;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.KeywordField;
import org.hibernate.search.mapper.pojo.mapping.definition.annotation.SearchEntity;

/**
 * A concept (概念) as it is found; every text in the form of {@link ConceptNames#folded}. With other
 * fields, the index needs another name: one of the former name is then built anew.
 */
@SearchEntity
@Indexed(index = "concept-v2")
final class ConceptDocument {

  /** Version and code. */
  @DocumentId final String key;

  @GenericField final long version;

  @KeywordField(projectable = Projectable.YES)
  final String code;

  @KeywordField final String foldedCode;

  @KeywordField final String display;

  /** Display and designations. */
  @KeywordField final List<String> names;

  @KeywordField final List<String> pinyin;

  @KeywordField final List<String> initials;

  /** Code and names, for single characters. */
  @FullTextField(analyzer = Analyzers.CHARACTERS, norms = Norms.NO)
  final String characters;

  /** The same, for anything longer. */
  @FullTextField(analyzer = Analyzers.PAIRS, norms = Norms.NO)
  final String pairs;

  /** As {@link SpelledParts#tails}. */
  @KeywordField final Set<String> tails;

  /** As {@link SpelledParts#heads}. */
  @KeywordField final Set<String> heads;

  @GenericField final boolean inactive;

  @GenericField(sortable = Sortable.YES)
  final int size;

  @GenericField(sortable = Sortable.YES)
  final int ordinal;

  ConceptDocument(long version, int ordinal, String code, ConceptNames names, boolean inactive) {
    this.key = key(version, code);
    this.version = version;
    this.code = code;
    this.foldedCode = ConceptNames.folded(code);
    this.display = names.display();
    this.names = names.all();
    this.pinyin = names.pinyin();
    this.initials = names.initials();
    this.characters = foldedCode + "\n" + String.join("\n", names.all());
    this.pairs = characters;
    this.tails = names.spelled().tails();
    this.heads = names.spelled().heads();
    this.inactive = inactive;
    this.size = names.display() == null ? Integer.MAX_VALUE : names.display().length();
    this.ordinal = ordinal;
  }

  static String key(long version, String code) {
    return version + "|" + code;
  }
}
