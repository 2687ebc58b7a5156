package org.xiangqiao.store.parameter;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.SearchParameter;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.Change;
import org.xiangqiao.store.StoreProblem;
import org.xiangqiao.store.WriteOutcome.Effect;
import org.xiangqiao.store.WriteParticipant;
import org.xiangqiao.store.database.ResourceTypes;
import org.xiangqiao.store.index.IndexedParameter;
import org.xiangqiao.store.index.SearchParameters;

/**
 * Follows SearchParameter resources inside the transaction that writes them: a definition in force
 * is checked and queued for indexing, one that is withdrawn stops being searched.
 */
public final class ParameterLifecycle implements WriteParticipant {

  private final SearchParameters standard;
  private final JdbcTemplate jdbc;
  private final FhirContext fhir;
  private final ResourceTypes types;

  public ParameterLifecycle(
      SearchParameters standard, JdbcTemplate jdbc, FhirContext fhir, ResourceTypes types) {
    this.standard = standard;
    this.jdbc = jdbc;
    this.fhir = fhir;
    this.types = types;
  }

  @Override
  public void written(Caller caller, List<Change> changes) {
    for (Change change : changes) {
      if (change.type().equals("SearchParameter") && change.effect() != Effect.UNCHANGED) {
        follow(caller.tenantId(), change);
      }
    }
  }

  private void follow(int tenantId, Change change) {
    SearchParameter definition = (SearchParameter) change.resource();
    if (definition != null && ParameterDefinition.inForce(definition)) {
      define(tenantId, change.id(), definition);
    } else if (withdraw(tenantId, change.id()) > 0) {
      advance();
    }
  }

  private void define(int tenantId, String id, SearchParameter definition) {
    List<IndexedParameter> compiled = new ParameterDefinition(standard).compile(definition);
    try {
      jdbc.update(
          """
          insert into custom_parameter (tenant_id, fhir_id, code, state, definition)
          values (?, ?, ?, 'waiting', ?)
          on conflict (tenant_id, fhir_id) do update
             set code = excluded.code, state = 'waiting', definition = excluded.definition,
                 since = now()
          """,
          tenantId,
          id,
          definition.getCode(),
          fhir.newJsonParser().encodeResourceToString(definition));
    } catch (DuplicateKeyException e) {
      throw StoreProblem.of(
              StoreProblem.Kind.CONFLICT,
              "SearchParameter.code",
              "search-parameter.taken",
              definition.getCode())
          .exception();
    }
    cancelJobs(tenantId, id);
    for (String type : new TreeSet<>(compiled.stream().map(IndexedParameter::type).toList())) {
      jdbc.update(
          "insert into reindex_job (tenant_id, type_code, parameter_id) values (?, ?, ?)",
          tenantId,
          types.code(type),
          id);
    }
    advance();
  }

  private int withdraw(int tenantId, String id) {
    cancelJobs(tenantId, id);
    return jdbc.update(
        "update custom_parameter set state = 'disabling', since = now()"
            + " where tenant_id = ? and fhir_id = ?",
        tenantId,
        id);
  }

  private void cancelJobs(int tenantId, String id) {
    jdbc.update(
        "update reindex_job set state = 'cancelled', finished_at = now()"
            + " where tenant_id = ? and parameter_id = ?"
            + " and state in ('waiting', 'draining', 'running')",
        tenantId,
        id);
  }

  private void advance() {
    jdbc.update(
        "update custom_parameter_generation set generation = nextval('custom_parameter_change')");
  }
}
