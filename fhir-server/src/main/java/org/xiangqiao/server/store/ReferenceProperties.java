package org.xiangqiao.server.store;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Set;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.xiangqiao.store.ReferencePolicy;

/**
 * What is asked of references, {@code xiangqiao.store.references.*}.
 *
 * @param policy {@code enforce} (default): references to nothing and deletions of what is
 *     referenced are refused; {@code off}: neither
 * @param exemptClients clients, such as an archive import, whose references may point at nothing;
 *     default none
 * @param maxCascade most other resources that one request may delete by cascade; default 1000
 */
public record ReferenceProperties(
    @DefaultValue("enforce") ReferencePolicy.Checking policy,
    @DefaultValue Set<String> exemptClients,
    @Min(1) @Max(50_000) @DefaultValue("1000") int maxCascade) {

  ReferencePolicy settings() {
    return new ReferencePolicy(policy, exemptClients, maxCascade);
  }
}
