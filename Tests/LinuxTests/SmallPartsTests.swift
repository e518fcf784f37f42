import EventLog
import Testing

@testable import Linux

@Suite struct SmallPartsTests {
  @Test(arguments: [1, 9, 10, 12_345_678, SegmentHeader.highestNumber])
  func aSegmentsNameMeansItsNumber(_ number: UInt32) {
    let name = SegmentFileName.name(of: number)
    let bytes = name.span.indices.map { name[$0] }
    #expect(String(decoding: bytes.dropLast(), as: UTF8.self).hasPrefix("segment-"))
    #expect(SegmentFileName.number(of: bytes.span) == number)
    // The kernel pads names; what follows the zero means nothing.
    let (padded, cut) = (bytes + [0, 0xFF, 0x31], Array(bytes.dropLast()))
    #expect(SegmentFileName.number(of: padded.span) == number)
    #expect(SegmentFileName.number(of: cut.span) == nil)
  }

  @Test(arguments: [
    "", ".", "..", "segment-00000000.plog", "segment-0000001.plog", "segment-000000001.plog", "segment-00000001.plo",
    "segment-00000001.plogx", "segment-0000000a.plog", "segment--0000001.plog", "Segment-00000001.plog",
    "segment-00000001.PLOG", "segment-99999999.plog~", "segment-00000001.plog.tmp", "version-counter",
    "segment-\u{661}\u{662}\u{663}\u{664}.plog",
  ])
  func otherNamesMeanNoSegment(_ name: String) {
    let bytes = Array(name.utf8) + [0]
    #expect(SegmentFileName.number(of: bytes.span) == nil)
  }

  private func names(_ bytes: [UInt8]) -> [[UInt8]] {
    var names: [[UInt8]] = []
    FolderEntries.forEach(in: bytes.span) { name in names.append(name.indices.map { name[$0] }) }
    return names
  }

  private func entry(_ name: [UInt8], length: Int? = nil) -> [UInt8] {
    let length = length ?? 19 + name.count
    return [UInt8](repeating: 9, count: 16) + [UInt8(length & 255), UInt8(length >> 8), 8] + name
  }

  @Test func entriesAreReadOneAfterTheOther() {
    #expect(names(entry([65, 0]) + entry([66, 67, 0, 0, 0])) == [[65, 0], [66, 67, 0, 0, 0]])
    #expect(names([]).isEmpty)
  }

  @Test(arguments: [0, 1, 18, 19, 22, 300, 65_535])
  func anEntryOfImpossibleLengthEndsTheList(length: Int) {
    #expect(names(entry([65, 0]) + entry([66, 0], length: length)) == [[65, 0]])
  }

  @Test func entriesCutAnywhereNeverTrap() {
    let bytes = entry([65, 66, 67, 0]) + entry([68, 0])
    for count in 0..<bytes.count { #expect(names(Array(bytes.prefix(count))).count <= 1) }
  }

  @Test func malformedEntriesNeverTrap() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<2000 {
      let bytes = (0..<Int.random(in: 0..<200, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      for name in names(bytes) { #expect(name.count < bytes.count) }
    }
  }
}
