import Vocabulary

extension BundleProblem {
  /// What is wrong, before the number.
  var text: StaticString {
    switch self {
    case .truncated: "too short; bytes needed:"
    case .notABundle: "not a bundle; byte"
    case .formatVersion: "format version 1 expected, found"
    case .length: "another length than the file's is declared:"
    case .sectionCount: "impossible number of sections:"
    case .signature: "a key without signature or the reverse, at byte"
    case .identity: "no name of a board at byte"
    case .sectionKind: "unknown kind of section at byte"
    case .sectionOrder: "sections out of order at byte"
    case .duplicateSection: "a section twice, at byte"
    case .missingSection: "it lacks a section of kind"
    case .sectionOffset: "a section in the wrong place, at byte"
    case .sectionLength: "a section of impossible length, at byte"
    case .padding: "padding that is not zero at byte"
    case .trailingBytes: "bytes after the end, at byte"
    case .sectionCheck: "damaged section at byte"
    case .digest: "the digest does not match the one at byte"
    case .notSigned: "it is not signed, and this board trusts only signed ones; byte"
    case .untrustedKey: "it is signed by a key that this board does not trust; byte"
    case .forged: "its signature is not that of the trusted key it names; byte"
    case .downgrade: "older than one that has run here; counter"
    case .otherBoard: "it is for another board; byte"
    case .sectionVersion: "unknown version of the section of kind"
    case .sectionEnd: "a section too short or too long, at its byte"
    case .field: "a field has a value it must not have, at its section's byte"
    case .model: "the model is refused at byte"
    case .alarmPolicy: "the alarm policy is refused, reason"
    case .signalDesign: "the signal chain's design is refused; section of kind"
    case .otherFrontEnd: "the signal chain is for another rate, other inputs or gains; section of kind"
    case .parts: "its parts do not fit each other; section of kind"
    case .settings: "the front end cannot be set up so; section of kind"
    case .cannotCall: "nothing would call while nothing is judged, problem"
    case .trustedKeys: "the trusted keys cannot be read; keys read"
    }
  }
}
