package org.xiangqiao.server.insurance.print;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.xiangqiao.server.rest.answer.Answer;

/** A page to be printed, from a template beside this class; what is put in is escaped. */
final class PrintedPage {

  private static final String TYPE = "text/html;charset=UTF-8";

  private final Template template;

  PrintedPage(String name) {
    try (InputStream stream = PrintedPage.class.getResourceAsStream(name + ".mustache")) {
      template =
          Mustache.compiler()
              .defaultValue("")
              .compile(new InputStreamReader(stream, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Answer of(Object content) {
    return Answer.ok(new Answer.Text(TYPE, template.execute(content)));
  }
}
