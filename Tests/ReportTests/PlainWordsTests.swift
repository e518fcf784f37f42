import Testing
import Vocabulary

@testable import Report

/// Nothing that calls, or makes a channel unusable, goes without words of its own.
@Suite struct PlainWordsTests {
  @Test func everyDefectHasWordsOfItsOwn() {
    let names = (0..<QualityKind.count).map { "\(QualityKind.row($0).name)" }
    let words = (0..<QualityKind.count).map(PlainWords.defect)
    #expect(Set(words).count == QualityKind.count)
    #expect(zip(names, words).filter { $0 == $1 }.isEmpty)
  }

  @Test func everyReasonHasWordsOfItsOwn() {
    let words = (0..<ReasonCode.end).compactMap(ReasonCode.init(rawValue:)).map(PlainWords.cause)
    #expect(words.count == Int(ReasonCode.end) && Set(words).count == words.count)
  }
}
