import Vocabulary

/// The bundle's section table, its places checked.
struct SectionTable {
  /// The sections; those after the last mean nothing.
  private(set) var sections: InlineArray<16, BundleImage.Section>
  private var checks: InlineArray<16, UInt32>
  private let count: Int

  /// Reads the table and checks kinds, order, places and the zeros between sections.
  ///
  /// - Precondition: The bytes hold `count` entries.
  init(reading bytes: Span<UInt8>, count: Int) throws(BundleFault) {
    self.count = count
    sections = InlineArray(repeating: BundleImage.Section(kind: .board, version: 0, range: 0..<0))
    checks = InlineArray(repeating: 0)
    var end = BundleLayout.firstSectionOffset(count: count)
    for index in 0..<count {
      let entry = try SectionEntry(reading: bytes, at: BundleLayout.tableOffset + index * BundleLayout.entryBytes)
      if index > 0 { try SectionTable.checkOrder(sections[index - 1].kind, entry.kind, at: entry.place) }
      let range = try entry.range(after: end, in: bytes)
      sections[index] = BundleImage.Section(kind: entry.kind, version: entry.version, range: range)
      checks[index] = entry.check
      end = range.upperBound
    }
    guard end == bytes.count else { throw .trailingBytes(offset: end) }
    try checkAllPresent()
  }

  /// Compares every section with its CRC-32C.
  func checkContents(of bytes: Span<UInt8>) throws(BundleFault) {
    for index in 0..<count {
      var check = CyclicRedundancyCheck()
      check.update(bytes.extracting(sections[index].range))
      guard check.value == checks[index] else {
        throw .sectionCheck(sections[index].kind, offset: sections[index].range.lowerBound)
      }
    }
  }

  private static func checkOrder(_ last: SectionKind, _ next: SectionKind, at offset: Int) throws(BundleFault) {
    guard last.rawValue <= next.rawValue else { throw .sectionOrder(offset: offset) }
    guard last != next || next == .model else { throw .duplicateSection(next, offset: offset) }
  }

  /// Board and site come first, then at least one model, the chain's design and the alarm policy.
  private func checkAllPresent() throws(BundleFault) {
    try requirePresent(.board)
    try requirePresent(.site)
    try requirePresent(.model)
    try requirePresent(.signalDesign)
    try requirePresent(.alarmPolicy)
  }

  private func requirePresent(_ kind: SectionKind) throws(BundleFault) {
    for index in 0..<count where sections[index].kind == kind { return }
    throw .missingSection(kind)
  }
}
