package org.xiangqiao.store.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.hl7.fhir.r4.model.Location;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xiangqiao.store.OpenStore;
import org.xiangqiao.store.StoreException;

/** {@code Location?near} (R4 location.html#search). One degree of latitude is about 111.2 km. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NearSearchTest {

  private OpenStore store;

  @BeforeAll
  void open() {
    store = OpenStore.open();
    location("centre", 30, 110);
    location("village", 30.1, 110);
    location("county", 31, 110);
    location("dateline", 30, -179.99);
    store.put((Location) new Location().setName("nowhere").setId("nowhere"));
  }

  @AfterAll
  void close() {
    store.close();
  }

  private void location(String id, double latitude, double longitude) {
    Location location = new Location();
    location.setId(id);
    location.getPosition().setLatitude(latitude).setLongitude(longitude);
    store.put(location);
  }

  @ParameterizedTest
  @CsvSource({
    "30|110|5|km, centre",
    "30|110, centre village",
    "30|110|11.2, centre village",
    "30|110|11.0, centre",
    "30|110|112000|m, centre village county",
    "30|110|7|mi, centre village",
    "30|179.99|5|km, dateline",
    "'30|110|1|km,31|110|1|km', centre county"
  })
  void withinTheDistance(String value, String ids) {
    assertThat(store.ids("Location", "near", value)).containsExactlyInAnyOrder(ids.split(" "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"30", "91|0", "30|181", "30|110|-1|km", "30|110|5|kg", "a|b", "1|2|3|m|5"})
  void refusesWhatIsNoPlace(String value) {
    assertThatThrownBy(() -> store.ids("Location", "near", value))
        .isInstanceOf(StoreException.class);
  }
}
