import Bundle
import EventLog
import Forecast
import Vocabulary

/// What a start finds of the history that the station brought for the person.
public enum HistoryFinding: Sendable {
  /// There is none.
  case none
  /// It cannot be taken: why, and the number that goes with it.
  case refused(LearnedBody.Refusal, number: Int64)
  /// It is whole, of the person, and signed by somebody whom the board trusts.
  case whole(HistoryImage)

  /// Checks a history: first who signed it, then what it holds.
  ///
  /// - Parameters:
  ///   - bytes: The file's bytes.
  ///   - person: Whose it has to be.
  ///   - trust: Whose signature it must have; without keys none is needed, but one that is there has to be right.
  ///   - verifier: The Ed25519 to use.
  public init<Verifier: SignatureVerifying>(
    checking bytes: Span<UInt8>, of person: KeptPerson, trust: Trust, verifier: Verifier.Type
  ) {
    do throws(HistoryFault) {
      self = .whole(
        try HistoryImage(
          checking: bytes, of: person.pseudonym, verifier: verifier, mustBeSigned: trust.keyCount > 0
        ) { key in
          for index in 0..<trust.keyCount where trust.keys[index] == key { return true }
          return trust.keyCount == 0
        })
    } catch {
      self = .refused(LearnedBody.Refusal(error), number: error.offset)
    }
  }
}

extension LearnedBody.Refusal {
  fileprivate init(_ fault: HistoryFault) {
    switch fault {
    case .size, .magic, .version, .count, .record, .entry: self = .torn
    case .person: self = .person
    case .notSigned: self = .notSigned
    case .untrusted: self = .untrusted
    case .forged: self = .forged
    }
  }
}

extension HistoryFault {
  /// Where in the bytes it lies; for a wrong size the bytes that were found.
  fileprivate var offset: Int64 {
    switch self {
    case .size(let found, _): Int64(found)
    case .magic: 0
    case .version: 8
    case .count: 12
    case .person: 16
    case .record: 32
    case .notSigned, .untrusted, .forged: 96
    case .entry(let index): Int64(HistoryLayout.headerBytes + index * HistoryLayout.entryBytes)
    }
  }
}
