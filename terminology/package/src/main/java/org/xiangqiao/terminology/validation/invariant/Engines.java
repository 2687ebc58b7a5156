package org.xiangqiao.terminology.validation.invariant;

import ca.uhn.fhir.context.FhirContext;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import org.hl7.fhir.r4.fhirpath.FHIRPathEngine;
import org.hl7.fhir.r4.hapi.ctx.HapiWorkerContext;
import org.xiangqiao.terminology.validation.ProfileSource;

/** HAPI's FHIRPath engines: each serves one call at a time and is used again. */
public final class Engines {

  private static final int KEPT = 16;

  private final HapiWorkerContext definitions;
  private final Queue<FHIRPathEngine> idle = new ArrayBlockingQueue<>(KEPT);

  public Engines(FhirContext context, ProfileSource profiles) {
    this.definitions = new HapiWorkerContext(context, new TypeNames(context, profiles));
  }

  FHIRPathEngine borrow() {
    FHIRPathEngine ready = idle.poll();
    if (ready != null) {
      return ready;
    }
    FHIRPathEngine made = new FHIRPathEngine(definitions);
    made.setHostServices(new Host());
    return made;
  }

  void giveBack(FHIRPathEngine engine) {
    idle.offer(engine);
  }
}
