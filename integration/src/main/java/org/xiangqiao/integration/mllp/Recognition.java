package org.xiangqiao.integration.mllp;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.xiangqiao.integration.ledger.LedgerEntry;
import org.xiangqiao.integration.ledger.MessageState;
import org.xiangqiao.mappings.MappingProblem;
import org.xiangqiao.mappings.hl7v2.DecodedMessage;
import org.xiangqiao.mappings.hl7v2.DecodingResult;
import org.xiangqiao.mappings.hl7v2.Hl7v2Mapping;

/** First step: decodes the bytes, reads the header and finds the partner who sent them. */
class Recognition {

  private final Hl7v2Mapping mapping;
  private final Partners partners;
  private final int unknownSenderTenant;
  private final Clock clock;

  Recognition(Hl7v2Mapping mapping, Partners partners, int unknownSenderTenant, Clock clock) {
    this.mapping = mapping;
    this.partners = partners;
    this.unknownSenderTenant = unknownSenderTenant;
    this.clock = clock;
  }

  /**
   * @param remoteAddress IP address of the sender
   */
  Passage.Arrived recognise(byte[] payload, String remoteAddress) {
    DecodingResult decoding = mapping.decode(payload);
    DecodedMessage message = decoding.message();
    Optional<Partner> partner =
        partners.find(remoteAddress, message.sendingApplication(), message.sendingFacility());
    if (partner.isEmpty() && decoding.problem() != null) {
      partner = partners.onlyOneAt(remoteAddress);
    }
    return new Passage.Arrived(
        payload,
        clock.instant(),
        UUID.randomUUID().toString(),
        message,
        partner,
        partner.map(Partner::tenant).orElse(unknownSenderTenant),
        problems(decoding, partner));
  }

  /**
   * A frame that broke on the way: what is there of it, and why it cannot be used.
   *
   * @param received begins with the frame's start byte
   */
  Passage.Arrived recogniseBroken(byte[] received, String remoteAddress, MappingProblem problem) {
    Passage.Arrived read =
        recognise(Arrays.copyOfRange(received, 1, received.length), remoteAddress);
    Optional<Partner> partner = read.partner().or(() -> partners.onlyOneAt(remoteAddress));
    return new Passage.Arrived(
        received,
        read.at(),
        read.requestId(),
        read.message(),
        partner,
        partner.map(Partner::tenant).orElse(unknownSenderTenant),
        List.of(problem));
  }

  /**
   * A message kept in the ledger. Its partner stays who it was; one that was unknown may have been
   * configured since, in the same tenant. Only an operator who replays a refused message may trust
   * its header like that: the address it came from is no longer known.
   */
  Passage.Recorded recogniseKept(LedgerEntry entry, byte[] payload) {
    DecodingResult decoding = mapping.decode(payload);
    DecodedMessage message = decoding.message();
    Optional<Partner> partner =
        partners
            .byId(entry.partner())
            .or(
                () ->
                    entry.state() == MessageState.RECEIVED
                        ? Optional.empty()
                        : partners.byHeader(
                            message.sendingApplication(), message.sendingFacility()))
            .filter(p -> p.tenant() == entry.tenantId());
    Passage.Arrived arrived =
        new Passage.Arrived(
            payload,
            entry.recordedAt(),
            entry.requestId(),
            message,
            partner,
            entry.tenantId(),
            problems(decoding, partner));
    return new Passage.Recorded(arrived, entry, true);
  }

  private static List<MappingProblem> problems(DecodingResult decoding, Optional<Partner> partner) {
    if (decoding.problem() != null) {
      return List.of(decoding.problem());
    }
    return partner.isPresent() ? List.of() : List.of(MappingProblem.of("MSH-3", "sender.unknown"));
  }
}
