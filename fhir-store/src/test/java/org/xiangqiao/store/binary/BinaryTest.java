package org.xiangqiao.store.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.xiangqiao.store.OpenStore.CALLER;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.HTTPVerb;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xiangqiao.store.Caller;
import org.xiangqiao.store.HistoryRequest;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.SearchPage;
import org.xiangqiao.store.SearchRequest;
import org.xiangqiao.store.StoreException;
import org.xiangqiao.store.StoreProblem.Kind;
import org.xiangqiao.store.StoredResource;
import org.xiangqiao.store.WriteOperation;
import org.xiangqiao.store.WriteOutcome;

class BinaryTest {

  private static final long MEGABYTE = 1 << 20;
  private static OpenStore open;
  private static BinaryContents contents;

  @BeforeAll
  static void open() {
    open = OpenStore.open();
    contents = open.opened().binaries();
  }

  @AfterAll
  static void close() {
    open.close();
  }

  @Test
  void streamedContentIsGivenAsItCame() throws IOException {
    byte[] bytes = bytes(3 * BinaryContents.CHUNK + 17);
    StoredResource created = open.create(binary(receive(bytes)));

    BinaryVersion found = open.store().readBinary(CALLER, created.id(), null).orElseThrow();
    assertThat(found.content().length()).isEqualTo(bytes.length);
    assertThat(found.resource().json()).doesNotContain("data\"", "binary-content");
    assertThat(given(found.content(), 0, bytes.length)).isEqualTo(bytes);
    assertThat(given(found.content(), BinaryContents.CHUNK - 5, 10))
        .isEqualTo(part(bytes, BinaryContents.CHUNK - 5, 10));
    assertThat(given(found.content(), bytes.length - 3, 100))
        .isEqualTo(part(bytes, bytes.length - 3, 3));
    assertThat(bodies(created.id())).allSatisfy(body -> assertThat(body.length()).isLessThan(400));
    assertThat(
            open.jdbc()
                .queryForList(
                    "select distinct attstorage::text from pg_attribute a join pg_class c"
                        + " on c.oid = a.attrelid"
                        + " where c.relname ~ '^binary_chunk(_p[0-7])?$' and a.attname = 'bytes'",
                    String.class))
        .containsExactly("e");
  }

  @Test
  void inlineDataLeavesTheRowAndComesBackWhereverTheResourceIsRead() {
    byte[] bytes = bytes(1000);
    String id = open.create(inline(bytes)).id();
    assertThat(bodies(id)).noneMatch(body -> body.contains(base64(bytes)));

    assertThat(data(open.read("Binary", id))).isEqualTo(bytes);
    assertThat(data(open.store().readVersion(CALLER, "Binary", id, 1).orElseThrow()))
        .isEqualTo(bytes);
    assertThat(data(search(id).matches().get(0))).isEqualTo(bytes);
    assertThat(
            data(
                open.store()
                    .history(CALLER, new HistoryRequest("Binary", id, null, 5, null))
                    .entries()
                    .get(0)
                    .resource()))
        .isEqualTo(bytes);
    Bundle batch = new Bundle().setType(Bundle.BundleType.BATCH);
    batch.addEntry().getRequest().setMethod(HTTPVerb.GET).setUrl("Binary/" + id);
    Bundle answer = open.store().process(CALLER, batch);
    assertThat(((Binary) answer.getEntryFirstRep().getResource()).getData()).isEqualTo(bytes);
  }

  @Test
  void versionsKeepTheirContentAndEqualContentLiesOnce() {
    byte[] first = bytes(500);
    byte[] second = bytes(600);
    Binary binary = inline(first);
    binary.setId("versions");
    open.put(binary);
    binary.setData(second);
    assertThat(open.put(binary).effect()).isEqualTo(WriteOutcome.Effect.UPDATED);
    assertThat(open.put(binary).effect()).isEqualTo(WriteOutcome.Effect.UNCHANGED);
    binary.setContentType("image/png");
    assertThat(open.put(binary).resource().version()).isEqualTo(3);
    open.delete("Binary", "versions");

    assertThat(data(open.store().readVersion(CALLER, "Binary", "versions", 1).orElseThrow()))
        .isEqualTo(first);
    assertThat(data(open.store().readVersion(CALLER, "Binary", "versions", 3).orElseThrow()))
        .isEqualTo(second);
    BinaryVersion gone = open.store().readBinary(CALLER, "versions", null).orElseThrow();
    assertThat(gone.resource().deleted()).isTrue();
    assertThat(gone.content()).isNull();
    assertThat(copies(second)).isEqualTo(1);
    open.create(inline(second));
    assertThat(copies(second)).isEqualTo(1);
    Caller county = new Caller(8, "emr", "org-1", "request-1");
    open.store().write(county, List.of(new WriteOperation.Create(inline(second), null, null)));
    assertThat(copies(second)).isEqualTo(2);
  }

  @Test
  void connectionLostMidwayLeavesNothing() {
    int before = rows("binary_content");
    InputStream broken =
        new InputStream() {
          private int left = 2 * BinaryContents.CHUNK;

          @Override
          public int read() throws IOException {
            if (left-- == 0) {
              throw new IOException("connection reset");
            }
            return 7;
          }
        };
    assertThatThrownBy(() -> contents.receive(CALLER, broken, 10 * MEGABYTE))
        .isInstanceOf(IOException.class)
        .hasMessage("connection reset");
    assertThat(rows("binary_content")).isEqualTo(before);
  }

  @Test
  void contentBeyondTheLimitIsRefusedAndLeavesNothing() {
    int before = rows("binary_chunk");
    assertThatThrownBy(() -> contents.receive(CALLER, new ByteArrayInputStream(bytes(2000)), 1999))
        .isInstanceOfSatisfying(
            StoreException.class, refusal -> assertThat(refusal.kind()).isEqualTo(Kind.TOO_LARGE));
    assertThat(rows("binary_chunk")).isEqualTo(before);
  }

  @Test
  void whatNoBinaryRefersToIsSweptAndNothingElse() throws IOException {
    byte[] kept = bytes(300);
    byte[] orphan = bytes(400);
    String id = open.create(binary(receive(kept))).id();
    BinaryContent staged = receive(orphan);
    assertThat(contents.sweep(Duration.ofHours(1))).isZero();
    assertThat(copies(orphan)).isEqualTo(1);

    open.jdbc().update("update binary_content set staged_at = staged_at - interval '2 hours'");
    assertThat(contents.sweep(Duration.ofHours(1))).isPositive();
    assertThat(copies(orphan)).isZero();
    assertThat(rows("binary_chunk where content_id = '" + staged.id() + "'")).isZero();
    assertThat(data(open.read("Binary", id))).isEqualTo(kept);
    assertThatThrownBy(() -> open.create(binary(staged)))
        .isInstanceOfSatisfying(
            StoreException.class,
            refusal ->
                assertThat(refusal.problems().get(0).key()).isEqualTo("binary-content-unknown"));
  }

  @Test
  void refusedWriteClaimsNothing() throws IOException {
    byte[] bytes = bytes(700);
    Binary binary = binary(receive(bytes));
    binary.setSecurityContext(new Reference("Patient/nobody"));
    assertThatThrownBy(() -> open.create(binary)).isInstanceOf(StoreException.class);
    assertThat(
            rows(
                "binary_content where length = 700 and staged_at is not null and sha256 = sha256('\\x"
                    + java.util.HexFormat.of().formatHex(bytes)
                    + "')"))
        .isEqualTo(1);
  }

  @Test
  void contentOfAnotherCountyOrMadeUpCannotBeReferredTo() throws IOException {
    BinaryContent foreign =
        contents.receive(
            new Caller(8, "emr", "org-1", "request-1"),
            new ByteArrayInputStream(bytes(50)),
            MEGABYTE);
    for (BinaryContent content : List.of(foreign, new BinaryContent(UUID.randomUUID(), 50))) {
      assertThatThrownBy(() -> open.create(binary(content)))
          .isInstanceOfSatisfying(
              StoreException.class,
              refusal -> assertThat(refusal.kind()).isEqualTo(Kind.UNPROCESSABLE));
    }
    Binary extended = inline(bytes(10));
    extended
        .getDataElement()
        .addExtension(new Extension("http://example.org/x", new StringType("y")));
    assertThatThrownBy(() -> open.create(extended))
        .isInstanceOfSatisfying(
            StoreException.class,
            refusal -> assertThat(refusal.kind()).isEqualTo(Kind.UNPROCESSABLE));
  }

  @Test
  void answersCarryBoundedDataAndSayWhatIsLeftOut() throws IOException {
    byte[] large = bytes((int) BinaryBodies.LIMIT + 1);
    String id = open.create(binary(receive(large))).id();
    Binary reduced = OpenStore.parse(search(id).matches().get(0), Binary.class);
    assertThat(reduced.hasData()).isFalse();
    assertThat(reduced.getMeta().getTag()).extracting("code").contains("SUBSETTED");
    assertThat(search(id).matches().get(0).json()).doesNotContain("binary-content");
    assertThat(open.store().readBinary(CALLER, id, 1L).orElseThrow().content().length())
        .isEqualTo(large.length);
  }

  @Test
  void binaryWithoutDataIsOne() {
    Binary empty = new Binary();
    empty.setContentType("application/pdf");
    String id = open.create(empty).id();
    assertThat(open.store().readBinary(CALLER, id, null).orElseThrow().content()).isNull();
    assertThat(OpenStore.parse(open.read("Binary", id), Binary.class).hasData()).isFalse();
  }

  private static SearchPage search(String id) {
    return open.store()
        .search(CALLER, new SearchRequest("Binary", Map.of("_id", List.of(id)), false));
  }

  private static BinaryContent receive(byte[] bytes) throws IOException {
    return contents.receive(CALLER, new ByteArrayInputStream(bytes), 64 * MEGABYTE);
  }

  private static byte[] given(BinaryContent content, long first, long length) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    contents.copy(CALLER, content, first, length, out);
    return out.toByteArray();
  }

  private static Binary binary(BinaryContent content) {
    Binary binary = new Binary();
    binary.setContentType("application/pdf");
    ContentMark.put(binary, content);
    return binary;
  }

  private static Binary inline(byte[] bytes) {
    Binary binary = new Binary();
    binary.setContentType("application/pdf");
    binary.setData(bytes);
    return binary;
  }

  private static byte[] data(StoredResource resource) {
    assertThat(resource.json()).doesNotContain("binary-content");
    return OpenStore.parse(resource, Binary.class).getData();
  }

  private static List<String> bodies(String id) {
    return open.jdbc()
        .queryForList("select body from resource_binary where fhir_id = ?", String.class, id);
  }

  private static int rows(String table) {
    return open.jdbc().queryForObject("select count(*) from " + table, Integer.class);
  }

  private static int copies(byte[] bytes) {
    return open.jdbc()
        .queryForObject(
            "select count(*) from binary_content where sha256 = sha256(?::bytea)",
            Integer.class,
            (Object) bytes);
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new Random().nextBytes(bytes);
    return bytes;
  }

  private static byte[] part(byte[] bytes, int from, int length) {
    return java.util.Arrays.copyOfRange(bytes, from, from + length);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
