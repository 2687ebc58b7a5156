package org.xiangqiao.terminology.service.expand;

import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.ValueSet;
import org.xiangqiao.terminology.service.call.Canonical;
import org.xiangqiao.terminology.service.call.TxContext;
import org.xiangqiao.terminology.service.call.TxParameters;
import org.xiangqiao.terminology.service.content.TerminologySource;
import org.xiangqiao.terminology.service.issue.TxException;

/** {@code ValueSet/$expand} (R4 valueset-operation-expand.html). */
public final class ExpandOperation {

  private final TerminologySource source;
  private final int limit;

  /**
   * @param limit most codes that are put together; pages of one code system may come from more
   */
  public ExpandOperation(TerminologySource source, int limit) {
    this.source = source;
    this.limit = limit;
  }

  /**
   * @param acceptLanguage the request's header, or null
   * @throws TxException if it cannot be expanded
   */
  public ValueSet expand(Parameters sent, String acceptLanguage) {
    TxParameters given = TxParameters.of(sent, acceptLanguage, false);
    TxContext context = new TxContext(source, given);
    ValueSet valueSet = valueSet(sent, given, context);
    if (!valueSet.hasCompose() && valueSet.hasExpansion()) {
      return valueSet;
    }
    TxParameters parameters = given.seeing(valueSet);
    ExpandSwitches switches = ExpandSwitches.of(parameters.switches());
    int asked = parameters.switches().number("limit");
    int most = asked > 0 ? Math.min(asked, limit) : limit;
    Expansion expansion = new Expander(context, switches, most).expand(valueSet);
    context.supplements().check();
    return new ExpansionWriter(parameters, switches, expansion).write(context);
  }

  private static ValueSet valueSet(Parameters sent, TxParameters given, TxContext context) {
    for (ParametersParameterComponent each : sent.getParameter()) {
      if ("valueSet".equals(each.getName()) && each.getResource() instanceof ValueSet valueSet) {
        return valueSet;
      }
    }
    String url = given.switches().text("url");
    if (url == null) {
      throw TxException.invalid(null, "NO_VALUE_SET", null);
    }
    Canonical asked = Canonical.of(url);
    String version = given.switches().text("valueSetVersion");
    String canonical = Canonical.text(asked.url(), version == null ? asked.version() : version);
    return context
        .valueSet(canonical)
        .orElseThrow(
            () -> TxException.notFound("Unable_to_resolve_value_Set_", context.pinned(canonical)));
  }
}
