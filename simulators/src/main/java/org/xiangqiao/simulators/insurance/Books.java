package org.xiangqiao.simulators.insurance;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.xiangqiao.programmes.benefit.CareLevel;
import org.xiangqiao.simulators.insurance.Settlement.State;

/** All that the platform knows; whoever reads or changes it holds its lock. */
class Books {

  static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuuMMdd");
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  final PlatformSettings settings;
  final Ledger ledger;
  final ClearingOffices offices;
  final Map<String, InsuredPerson> persons = new LinkedHashMap<>();
  final Map<String, Visit> visits = new LinkedHashMap<>();
  private final Map<String, String> byCredential = new LinkedHashMap<>();
  private final Map<String, CatalogueItem> catalogue;
  private final Map<String, DesignatedInstitution> institutions;
  private long serial;
  private int lines;

  Books(PlatformSettings settings) {
    this.settings = settings;
    this.ledger = new Ledger(settings.limit());
    this.offices = new ClearingOffices(settings.district());
    this.catalogue =
        settings.catalogue().stream().collect(Collectors.toMap(CatalogueItem::code, item -> item));
    this.institutions =
        settings.institutions().stream()
            .collect(Collectors.toMap(DesignatedInstitution::code, one -> one));
  }

  LocalDateTime now() {
    return LocalDateTime.now(settings.clock().withZone(ZONE)).withNano(0);
  }

  LocalDate today() {
    return now().toLocalDate();
  }

  /** A number of the platform: district, day and serial. */
  String next() {
    return settings.district() + DAY.format(today()) + String.format("%012d", ++serial);
  }

  void add(InsuredPerson person) {
    room(persons.size());
    persons.put(person.number(), person);
    byCredential.put(person.certificate(), person.number());
    person.credentials().forEach(one -> byCredential.put(one, person.number()));
  }

  InsuredPerson byCredential(String credential) {
    String number = byCredential.get(credential);
    return number == null ? null : persons.get(number);
  }

  /** The person of a call, insured where the envelope says. */
  InsuredPerson person(String number, Call call) {
    InsuredPerson person = persons.get(number);
    if (person == null) {
      throw new Refusal("人员编号不存在");
    }
    if (!call.insured().isEmpty() && !call.insured().equals(person.district())) {
      throw new Refusal("参保地医保区划与参保信息不一致");
    }
    return person;
  }

  /** A visit of this institution and person. */
  Visit visit(String id, String person, Call call) {
    Visit visit = visits.get(id);
    if (visit == null || !visit.institution.equals(call.institution())) {
      throw new Refusal("就诊ID不存在");
    }
    if (!visit.person.equals(person)) {
      throw new Refusal("就诊ID与人员编号不符");
    }
    person(person, call);
    return visit;
  }

  void add(Visit visit) {
    room(visits.size());
    visits.put(visit.id, visit);
  }

  void add(Visit visit, FeeLine line) {
    room(lines);
    lines++;
    visit.lines.put(line.id(), line);
  }

  void withdraw(Visit visit, List<String> ids) {
    ids.forEach(visit.lines::remove);
    lines -= ids.size();
  }

  CatalogueItem item(String code) {
    CatalogueItem item = catalogue.isEmpty() ? CatalogueItem.unlisted(code) : catalogue.get(code);
    if (item == null) {
      throw new Refusal("医疗目录编码不存在或未对照: " + code);
    }
    return item;
  }

  CareLevel level(String institution) {
    DesignatedInstitution known = institutions.get(institution);
    return known == null ? CareLevel.TOWNSHIP : known.level();
  }

  boolean knows(String institution) {
    return institutions.isEmpty() || institutions.containsKey(institution);
  }

  List<Settlement> standing(Visit visit) {
    return ledger.ofPerson(visit.person).stream()
        .filter(one -> one.visit().equals(visit.id) && one.state() == State.STANDING)
        .toList();
  }

  /** Lines of a visit that a standing settlement holds. */
  Set<String> settled(Visit visit) {
    return standing(visit).stream()
        .flatMap(one -> one.lines().stream())
        .collect(Collectors.toSet());
  }

  private void room(int used) {
    if (used >= settings.limit()) {
      throw new Refusal("模拟平台已满");
    }
  }
}
