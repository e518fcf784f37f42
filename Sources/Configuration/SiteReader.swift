import Alarms
import Bundle
import Designer
import Electrodes
import Vocabulary

/// Reads a site's tables. Goes on after whatever is wrong, so that all of it is reported at once.
struct SiteReader {
  private let root: TableReader

  init(_ root: TableReader) {
    self.root = root
  }

  /// The site's section; nil if something that it needs is missing or wrong.
  func section() -> SiteSection? {
    let mains = readMains()
    let point: OperatingPoint? = root.choice(
      "operating_point", ["sensitive": .sensitive, "balanced": .balanced, "quiet": .quiet])
    let montage = readMontage()
    let log = readLog()
    let keys = readStationKeys()
    let ownLevel = readOwnLevel()
    let timeZone = readTimeZone()
    guard let mains, let point, let montage, let log, let keys, let ownLevel, let timeZone else { return nil }
    var section = SiteSection(
      mains: mains, operatingPoint: point, log: log, montage: montage.kind)
    for derivation in montage.derivations { section.append(derivation) }
    for key in keys { section.append(stationKey: key) }
    section.ownLevel = ownLevel
    section.timeZone = timeZone
    return section
  }

  /// How the threshold follows the person; learned where the site does not say.
  private func readOwnLevel() -> SiteSection.OwnLevel? {
    guard root.has("own_level", otherwise: "\"learned\"") else { return .learned }
    if root.hasWholeNumber("own_level") {
      return root.integer("own_level", in: SiteSection.ownLevelRange).map { .fixed(steps: $0) }
    }
    let range = SiteSection.ownLevelRange
    return root.choice(
      "own_level", ["learned": .learned, "off": .fixed(steps: 0)],
      otherwise: "a whole number of steps from \(range.lowerBound) to \(range.upperBound)")
  }

  /// The zone's rules from the system's tz data; UTC where the site does not say.
  private func readTimeZone() -> TimeZoneRules? {
    guard root.has("time_zone", otherwise: "\"UTC\"") else { return .utc }
    guard let name = root.text("time_zone", limit: 39, example: "Europe/Berlin") else { return nil }
    do throws(TimeZoneFile.Fault) {
      return try TimeZoneFile(name: name).rules
    } catch {
      let nearest = TimeZoneFile.nearest(to: name).map { "; did you mean \"\($0)\"?" } ?? ""
      let expected =
        error == .unknown
        ? "a zone of the tz data in \(TimeZoneFile.folder.path), such as \"Europe/Berlin\" or \"UTC\"\(nearest)"
        : "a zone whose file in \(TimeZoneFile.folder.path) can be read (TZif, version 2 or later)"
      root.report("time_zone", found: "\"\(name)\"", expected: expected)
      return nil
    }
  }

  private func readMains() -> SiteSection.Mains? {
    switch root.numbers("mains_hz", example: "[50], [60], or [50, 60] where it is not known") {
    case [50]: return .fifty
    case [60]: return .sixty
    case [50, 60], [60, 50]: return .either
    case nil: return nil
    case .some(let numbers):
      root.report("mains_hz", found: "\(numbers)", expected: "[50], [60], or [50, 60] where it is not known")
      return nil
    }
  }

  private func readMontage() -> (kind: SiteSection.Montage, derivations: [SiteSection.Derivation])? {
    guard root.hasList("montage") else {
      let kind: SiteSection.Montage? = root.choice(
        "montage", ["auto": .automatic, "double-banana": .doubleBanana],
        otherwise: "a list such as [\"F7-T7\", \"T7-P7\"]")
      return kind.map { ($0, []) }
    }
    guard
      let labels = root.texts("montage", count: 1...Limits.channels, example: "[\"F7-T7\", \"T7-P7\"]")
    else { return nil }
    for (index, label) in labels.enumerated() {
      if let objection = Electrode.objection(to: label) {
        root.report("montage[\(index)]", found: "\"\(label)\"", expected: objection)
      } else if let first = labels.firstIndex(of: label), first < index {
        root.report("montage[\(index)]", found: "\"\(label)\" again", expected: "every derivation once")
      } else if labels[..<index].contains(where: { $0.split(separator: "-").reversed() == label.split(separator: "-") })
      {
        root.report(
          "montage[\(index)]", found: "\"\(label)\", the other way around again", expected: "every derivation once")
      }
    }
    guard labels.allSatisfy({ Electrode.objection(to: $0) == nil }) else { return nil }
    var derivations: [SiteSection.Derivation] = []
    for (index, label) in labels.enumerated() {
      let names = label.split(separator: "-").map { ChannelName(text: String($0)) }
      guard let first = names.first, let positive = first, let negative = names.count > 1 ? names[1] : ChannelName()
      else {
        root.report(
          "montage[\(index)]", found: "\"\(label)\"", expected: "names of at most \(Limits.nameBytes) characters")
        continue
      }
      derivations.append(SiteSection.Derivation(positive: positive, negative: negative))
    }
    return derivations.count == labels.count ? (.listed, derivations) : nil
  }

  private func readLog() -> LogSizes? {
    guard let table = root.table("log") else { return nil }
    let segment = table.integer("segment_bytes", in: LogSizes.segmentBytesRange)
    let limit = table.integer("segment_limit", in: LogSizes.segmentLimitRange)
    let interval = table.integer("flush_interval_s", in: LogSizes.flushIntervalRange)
    let bytes = table.integer("bytes_per_day", in: LogSizes.bytesPerDayRange)
    let flushes = table.integer("flushes_per_day", in: LogSizes.flushesPerDayRange)
    let before = table.integer("clip_before_s", in: LogSizes.clipSecondsRange)
    let after = table.integer("clip_after_s", in: LogSizes.clipSecondsRange)
    table.finish()
    guard let segment, let limit, let interval, let bytes, let flushes, let before, let after else { return nil }
    return LogSizes(
      segmentBytes: segment, segmentLimit: limit, flushIntervalSeconds: interval, bytesPerDay: bytes,
      flushesPerDay: flushes, clipBeforeSeconds: before, clipAfterSeconds: after)
  }

  private func readStationKeys() -> [InlineArray<32, UInt8>]? {
    let example = "[\"64 hexadecimal digits\"]"
    guard let texts = root.texts("station_keys", count: 0...SiteSection.maximumStationKeys, example: example) else {
      return nil
    }
    var keys: [InlineArray<32, UInt8>] = []
    for (index, text) in texts.enumerated() {
      if let key = SiteReader.key(text) {
        keys.append(key)
      } else {
        root.report(
          "station_keys[\(index)]", found: "\"\(text)\"",
          expected: "a public key of 32 bytes as 64 hexadecimal digits, not all zero")
      }
    }
    return keys
  }

  private static func key(_ text: String) -> InlineArray<32, UInt8>? {
    let digits = text.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
    guard digits.count == 64 && text.utf8.count == 64 && digits.contains(where: { $0 != 0 }) else { return nil }
    var key = InlineArray<32, UInt8>(repeating: 0)
    for index in 0..<32 { key[index] = UInt8(16 * digits[2 * index] + digits[2 * index + 1]) }
    return key
  }

  /// The alarm policy; nil if something is missing or wrong.
  func alarmPolicy() -> AlarmPolicy? {
    guard let table = root.table("alarm") else { return nil }
    let firing: UInt8? = table.integer("firing_hops", in: 1...32)
    let raise: UInt8? = table.integer("raise_count", in: 1...min(firing ?? 32, CallingLimits.mostRaiseCount))
    let clear: UInt8? = table.integer("clear_count", in: 0...((raise ?? 32) - 1))
    let hold: UInt16? = table.integer("hold_hops", in: 1...3600)
    let quorum: UInt16? = table.integer("quorum_permille", in: CallingLimits.quorumPermille)
    let technicalRaise: UInt16? = table.integer("technical_raise_hops", in: 1...3600)
    let technicalClear: UInt16? = table.integer("technical_clear_hops", in: 1...CallingLimits.mostTechnicalClearHops)
    let nurseCall: UInt16? =
      table.has(
        "nurse_call_technical_after_seconds", otherwise: "\(AlarmPolicy.defaultNurseCallTechnicalSeconds)")
      ? table.integer("nurse_call_technical_after_seconds", in: 0...600) : AlarmPolicy.defaultNurseCallTechnicalSeconds
    table.finish()
    guard let firing, let raise, let clear, let hold, let quorum, let technicalRaise, let technicalClear, let nurseCall
    else { return nil }
    return AlarmPolicy(
      firingHops: firing, raiseCount: raise, clearCount: clear, holdHops: hold, quorumPermille: quorum,
      technicalRaiseHops: technicalRaise, technicalClearHops: technicalClear, nurseCallTechnicalSeconds: nurseCall)
  }

  /// What a hop must span, in microvolts.
  private static let flatMicrovolts =
    Double(CallingLimits.flatSpan.lowerBound) / 256...Double(CallingLimits.flatSpan.upperBound) / 256

  /// The quality thresholds; nil if something is missing or wrong.
  func quality() -> QualityThresholds? {
    guard let table = root.table("quality") else { return nil }
    let flat = table.decimal("flat_uv", in: SiteReader.flatMicrovolts)
    let saturated: UInt16? = table.integer("saturated_permille", in: CallingLimits.markPermille)
    let leadOff: UInt16? = table.integer("lead_off_permille", in: CallingLimits.markPermille)
    let invalid: UInt16? = table.integer("invalid_permille", in: CallingLimits.markPermille)
    let mainsRatio = table.decimal("mains_ratio", in: 0...256)
    let mainsFloor = table.decimal("mains_floor_uv", in: 0...250)
    let muscleRatio = table.decimal("muscle_ratio", in: 0...256)
    let muscleFloor = table.decimal("muscle_floor_uv", in: 0...250)
    let unusable = readUnusable(table)
    table.finish()
    guard let flat, let saturated, let leadOff, let invalid, let mainsRatio, let mainsFloor, let muscleRatio,
      let muscleFloor, let unusable
    else { return nil }
    return QualityThresholds(
      flatMicrovolts: flat, saturatedPermille: saturated, leadOffPermille: leadOff, invalidPermille: invalid,
      mainsRatio: mainsRatio, mainsFloorMicrovolts: mainsFloor, muscleRatio: muscleRatio,
      muscleFloorMicrovolts: muscleFloor, unusable: unusable)
  }

  private func readUnusable(_ table: TableReader) -> Quality? {
    // Muscle activity is noted and never silences a channel: seizures come with it.
    let names = QualityThresholds.choosable.filter { $0.quality != .muscle }.map(\.name)
    guard let chosen = table.texts("unusable", count: 0...names.count, example: "\(names)") else { return nil }
    for (index, name) in chosen.enumerated() where !names.contains(name) {
      let nearest = NearestName.find(name, among: names).map { "; did you mean \"\($0)\"?" } ?? ""
      table.report(
        "unusable[\(index)]", found: "\"\(name)\"", expected: "one of \(names.joined(separator: ", "))\(nearest)")
    }
    for (name, quality) in QualityThresholds.choosable
    where CallingLimits.unusable.contains(quality) && !chosen.contains(name) {
      table.report(
        "unusable", found: "\(chosen)",
        expected: "\"\(name)\" among them: such a channel carries no signal that could be judged")
    }
    return QualityThresholds.choosable.filter { chosen.contains($0.name) }
      .reduce(QualityThresholds.alwaysUnusable) { $0.union($1.quality) }
  }
}
