package org.xiangqiao.mappings.county;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.List;
import org.xiangqiao.mappings.MappingProblem;

/** The county platform's JSON: UTF-8, what is absent is left out, dates ISO 8601. */
public final class CountyJson {

  private final JsonMapper mapper =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .serializationInclusion(JsonInclude.Include.NON_NULL)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
          .build();

  public byte[] write(CountyImmunizationMessage message) {
    try {
      return mapper.writeValueAsBytes(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a county message could not be written", e);
    }
  }

  /**
   * @throws CountyMappingException when the bytes are not the platform's form
   */
  public CountyImmunizationMessage read(byte[] json) {
    try {
      return mapper.readValue(json, CountyImmunizationMessage.class);
    } catch (JacksonException e) {
      throw unreadable(e.getLocation() == null ? 1 : e.getLocation().getLineNr());
    } catch (IOException e) {
      throw unreadable(1);
    }
  }

  /** The cause quotes the message, so it is not kept. */
  private static CountyMappingException unreadable(int line) {
    return new CountyMappingException(
        List.of(MappingProblem.of("line " + line, "county.message-unreadable")));
  }
}
