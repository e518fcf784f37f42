import Vocabulary

/// Plants defects of the way from the deciding thread to the log.
struct RecordChanger {
  private let defect: PlantedDefect?

  init(_ defect: PlantedDefect?) {
    self.defect = defect
  }

  /// Whether records are handed over as soon as they are made.
  var isHasty: Bool { defect == .recordsBeforeLines }

  /// What becomes of a record.
  func change(_ record: RecordRoom.Record) -> [RecordRoom.Record] {
    guard let defect else { return [record] }
    switch (defect, record.kind) {
    case (.alarmRecordLost, .alarm?), (.faultRecordsLost, .fault?), (.acknowledgementLost, .acknowledgement?): return []
    case (.standbyEndLost, .person?) where record.body[1] == 4: return []
    case (.alarmRecordTwice, .alarm?): return [record, record]
    case (.decisionLost, .decision?) where record.body[4] % 50 == 49: return []
    case (.evidenceOffByOne, .decision?): return [changed(record, at: 51)]
    case (.scoreOffByOne, .decision?): return [changed(record, at: 20)]
    case (.unknownSaysNormal, .decision?) where record.body[1] == 0:
      var record = record
      record.body[1] = 1
      return [record]
    default: return [record]
    }
  }

  private func changed(_ record: RecordRoom.Record, at offset: Int) -> RecordRoom.Record {
    var record = record
    record.body[offset] &+= 1
    return record
  }
}
