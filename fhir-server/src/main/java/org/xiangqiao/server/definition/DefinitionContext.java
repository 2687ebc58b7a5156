package org.xiangqiao.server.definition;

import ca.uhn.fhir.context.support.IValidationSupport;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.hl7.fhir.common.hapi.validation.validator.WorkerContextValidationSupportAdapter;
import org.hl7.fhir.r5.model.CanonicalResource;
import org.hl7.fhir.r5.model.Resource;
import org.hl7.fhir.r5.model.StructureDefinition;
import org.hl7.fhir.r5.model.StructureDefinition.StructureDefinitionKind;

/**
 * The definitions of one county as HL7's validator asks for them. R4's types are those of {@link
 * BaseDefinitions}, converted once for all; HAPI's own adapter converts every profile and extension
 * of R4 twice for each set of definitions. Notes which definitions a call used.
 */
public final class DefinitionContext extends WorkerContextValidationSupportAdapter {

  private final BaseDefinitions base;
  private final ThreadLocal<Set<UsedDefinition>> used = new ThreadLocal<>();

  public DefinitionContext(BaseDefinitions base, IValidationSupport support) {
    super(support);
    this.base = base;
  }

  /**
   * What came of a call, and what it used.
   *
   * @param used in the order of its asking
   */
  public record Noted<T>(T result, Set<UsedDefinition> used) {}

  public <T> Noted<T> noting(Supplier<T> call) {
    Set<UsedDefinition> notes = new LinkedHashSet<>();
    used.set(notes);
    try {
      return new Noted<>(call.get(), notes);
    } finally {
      used.remove();
    }
  }

  @Override
  public <T extends Resource> T fetchResource(Class<T> type, String canonical) {
    T found = super.fetchResource(type, canonical);
    Set<UsedDefinition> notes = used.get();
    if (notes != null && found instanceof CanonicalResource definition) {
      notes.add(
          new UsedDefinition(
              DefinitionSource.of(definition),
              definition.getVersionedUrl(),
              definition instanceof StructureDefinition structure && isProfile(structure)));
    }
    return found;
  }

  private static boolean isProfile(StructureDefinition structure) {
    return structure.getKind() == StructureDefinitionKind.RESOURCE && !structure.getAbstract();
  }

  @Override
  @SuppressWarnings("unchecked")
  public <T extends Resource> List<T> fetchResourcesByType(Class<T> type) {
    return type.equals(StructureDefinition.class)
        ? (List<T>) base.types(this)
        : super.fetchResourcesByType(type);
  }

  @Override
  public List<StructureDefinition> fetchTypeDefinitions(String name) {
    return base.types(this).stream().filter(each -> name.equals(each.getType())).toList();
  }

  @Override
  public boolean isPrimitiveType(String name) {
    return base.isPrimitive(name);
  }
}
