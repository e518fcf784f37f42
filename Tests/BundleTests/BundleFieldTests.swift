import Bundle
import Configuration
import Testing
import Vocabulary

/// A field that is refused is named, on the board, in its log and by the tool.
@Suite struct BundleFieldTests {
  @Test func everyFieldHasANameOfItsOwnAndKeepsItInTheLog() {
    var names: Set<String> = []
    let fields = (UInt8.min...UInt8.max).compactMap { BundleField(rawValue: $0) }
    #expect(fields.count == 29)
    for field in fields {
      #expect(names.insert("\(field.text)").inserted)
      let fault = BundleFault.field(field, offset: 0x0102)
      #expect(fault.detail == .bundle(.field, UInt32(field.rawValue) << 24 | 0x0102))
      #expect(fault.description == "field: \(field.text), offset 258 in its section: a value it must not have")
    }
    let far = BundleFault.field(.log, offset: .max)
    #expect(far.detail == .bundle(.field, 36 << 24 | 0xFF_FFFF))
  }

  @Test func kindsAndReasonsAreWordsOfOneSpelling() {
    let kinds = (UInt16.min...8).compactMap { SectionKind(rawValue: $0)?.word }
    #expect(kinds == ["board", "site", "model", "signal_design", "alarm_policy", "forecaster"])
    #expect(BundleFault.sectionCheck(.signalDesign, offset: 7).reason == "section_check")
    #expect(
      "\(BundleFault.sectionCheck(.signalDesign, offset: 7))"
        == "section check: offset 7: the bytes of section signal_design are not those checked")
  }
}
