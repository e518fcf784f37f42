import Vocabulary

extension TimeZoneRules {
  /// Appends the rules: name of 40 bytes, first offset i32, how many changes u8, each its second i64 and its offset
  /// i32, standard and daylight offset i32 each, begin and end of daylight saving: month, week, weekday u8 each, second
  /// i32.
  func encode(into sink: inout some ByteSink & ~Copyable) {
    for index in 0..<40 { sink.append(name.bytes[index]) }
    sink.append(littleEndian: firstOffset)
    sink.append(UInt8(changeCount))
    for index in 0..<changeCount {
      sink.append(littleEndian: changes[index].second)
      sink.append(littleEndian: changes[index].offset)
    }
    sink.append(littleEndian: standardOffset)
    sink.append(littleEndian: daylightOffset)
    daylightBegins.encode(into: &sink)
    daylightEnds.encode(into: &sink)
  }

  /// Decodes and checks rules.
  init(reading reader: inout SectionReader, in bytes: Span<UInt8>) throws(BundleFault) {
    let name: FixedText<40> = try reader.text(.timeZone, in: bytes)
    try reader.check(.timeZone, width: 40, !name.isEmpty)
    self.init(name: name, offset: try Self.offset(&reader, in: bytes))
    let count = Int(try reader.number(UInt8.self, in: bytes))
    try reader.check(.timeZone, width: 1, count <= TimeZoneRules.mostChanges)
    for index in 0..<count {
      let second = try reader.number(Int64.self, in: bytes)
      try reader.check(.timeZone, width: 8, second.magnitude < 1 << 40)
      if index > 0 { try reader.check(.timeZone, width: 8, second > changes[index - 1].second) }
      append(Change(second: second, offset: try Self.offset(&reader, in: bytes)))
    }
    standardOffset = try Self.offset(&reader, in: bytes)
    daylightOffset = try Self.offset(&reader, in: bytes)
    daylightBegins = try Day(reading: &reader, in: bytes)
    daylightEnds = try Day(reading: &reader, in: bytes)
  }

  private static func offset(_ reader: inout SectionReader, in bytes: Span<UInt8>) throws(BundleFault) -> Int32 {
    let offset = try reader.number(Int32.self, in: bytes)
    try reader.check(.timeZone, width: 4, offset >= -widestOffset && offset <= widestOffset)
    return offset
  }
}

extension TimeZoneRules.Day {
  /// A week around the day at most.
  static var seconds: ClosedRange<Int32> { -604_800...604_800 }

  fileprivate func encode(into sink: inout some ByteSink & ~Copyable) {
    sink.append(month)
    sink.append(week)
    sink.append(weekday)
    sink.append(littleEndian: second)
  }

  fileprivate init(reading reader: inout SectionReader, in bytes: Span<UInt8>) throws(BundleFault) {
    month = try reader.number(UInt8.self, in: bytes)
    try reader.check(.timeZone, width: 1, month >= 1 && month <= 12)
    week = try reader.number(UInt8.self, in: bytes)
    try reader.check(.timeZone, width: 1, week >= 1 && week <= 5)
    weekday = try reader.number(UInt8.self, in: bytes)
    try reader.check(.timeZone, width: 1, weekday <= 6)
    second = try reader.number(Int32.self, in: bytes)
    try reader.check(.timeZone, width: 4, TimeZoneRules.Day.seconds.contains(second))
  }
}
