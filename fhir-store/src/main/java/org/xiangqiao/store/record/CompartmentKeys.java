package org.xiangqiao.store.record;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.xiangqiao.store.index.Compartments;
import org.xiangqiao.store.index.IndexHash;

/** The hashed search parameters that put a resource into a compartment (分区). */
final class CompartmentKeys {

  private final Compartments compartments = new Compartments();
  private final IndexHash hash;

  CompartmentKeys(IndexHash hash) {
    this.hash = hash;
  }

  /** Types besides the centre's own that can be in its compartment. */
  Set<String> types(String centre) {
    Set<String> types = new TreeSet<>(compartments.types(centre));
    types.remove(centre);
    return types;
  }

  /** Of all types. */
  long[] of(String centre) {
    return keys(centre, compartments.types(centre).stream());
  }

  long[] of(String centre, String type) {
    return keys(centre, Stream.of(type));
  }

  private long[] keys(String centre, Stream<String> types) {
    return types
        .flatMap(
            type ->
                compartments.parameters(centre, type).stream()
                    .filter(name -> !name.equals(Compartments.CENTRE))
                    .map(name -> type + "." + name))
        .mapToLong(hash::parameter)
        .toArray();
  }
}
