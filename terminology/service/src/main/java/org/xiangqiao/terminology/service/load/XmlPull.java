package org.xiangqiao.terminology.service.load;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads XML event by event, by the JVM's own parser: no document type, no entities of others', and
 * no single thing in it larger than the machine bears.
 */
final class XmlPull implements AutoCloseable {

  /** Bytes between two events: one attribute or comment. */
  private static final int LONGEST_STEP = 4 << 20;

  private final Bounded bytes;
  private final XMLStreamReader reader;

  XmlPull(InputStream file) throws IOException {
    bytes = new Bounded(file);
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      reader = factory.createXMLStreamReader(bytes);
    } catch (XMLStreamException malformed) {
      throw broken(malformed);
    }
  }

  /** Moves to the next event; false at the end. */
  boolean next() throws IOException {
    try {
      bytes.taken = 0;
      if (!reader.hasNext()) {
        return false;
      }
      reader.next();
      return true;
    } catch (XMLStreamException malformed) {
      throw broken(malformed);
    } catch (SourceProblem | Halt known) {
      throw known;
    } catch (RuntimeException confused) {
      throw new SourceProblem("load-xml-broken", line());
    }
  }

  XMLStreamReader at() {
    return reader;
  }

  int line() {
    return reader == null ? 1 : Math.max(1, reader.getLocation().getLineNumber());
  }

  String attribute(String name) {
    return reader.getAttributeValue(null, name);
  }

  private static SourceProblem broken(XMLStreamException malformed) {
    int line = malformed.getLocation() == null ? 1 : malformed.getLocation().getLineNumber();
    return new SourceProblem("load-xml-broken", Math.max(1, line));
  }

  @Override
  public void close() throws IOException {
    try {
      reader.close();
    } catch (XMLStreamException ignored) {
      // Nothing is lost.
    }
    bytes.close();
  }

  private final class Bounded extends FilterInputStream {
    private long taken;

    Bounded(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      count(1);
      return super.read();
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int read = super.read(into, from, length);
      count(Math.max(0, read));
      return read;
    }

    private void count(int more) {
      taken += more;
      if (taken > LONGEST_STEP) {
        throw new SourceProblem("load-xml-too-long", line());
      }
    }
  }
}
