import Vocabulary

extension BundleProblem {
  /// Writes what is wrong.
  ///
  /// - Parameters:
  ///   - number: The number that shows it.
  ///   - sink: Takes the text.
  func write<Sink: ByteSink & ~Copyable>(_ number: UInt32, to sink: inout Sink) {
    sink.write(text)
    switch self {
    case .missingSection, .sectionVersion: sink.write(Self.section(number))
    case .alarmPolicy: sink.write(Self.policyField(number))
    case .cannotCall: sink.write(Self.silence(number))
    case .field:
      if let field = BundleField(rawValue: UInt8(number >> 24)) {
        sink.write(": ")
        sink.write(field.text)
      }
      sink.write(", at its section's byte ")
      sink.write(number & 0xFF_FFFF)
    case .notABundle, .digest, .notSigned, .untrustedKey, .forged, .otherBoard, .signalDesign, .otherFrontEnd, .parts,
      .settings, .trustedKeys, .counterUnknown, .forecaster:
      break
    default: sink.write(number)
    }
  }

  /// The number of a field that is refused: the field's own, and where it lies in its section.
  static func number(of field: BundleField, offset: Int) -> UInt32 {
    UInt32(field.rawValue) << 24 | min(UInt32(clamping: offset), 0xFF_FFFF)
  }

  /// What is wrong, before the number or what it stands for.
  private var text: StaticString {
    switch self {
    case .truncated: "too short; bytes needed: "
    case .notABundle: "not a bundle"
    case .formatVersion: "format version 1 expected, found "
    case .length: "another length than the file's is declared: "
    case .sectionCount: "impossible number of sections: "
    case .signature: "a key without signature or the reverse, at byte "
    case .identity: "no name of a board at byte "
    case .sectionKind: "unknown kind of section at byte "
    case .sectionOrder: "sections out of order at byte "
    case .duplicateSection: "a section twice, at byte "
    case .missingSection: "it has no "
    case .sectionOffset: "a section in the wrong place, at byte "
    case .sectionLength: "a section of impossible length, at byte "
    case .padding: "padding that is not zero at byte "
    case .trailingBytes: "bytes after the end, at byte "
    case .sectionCheck: "damaged section at byte "
    case .digest: "its digest is not that of its bytes"
    case .notSigned: "it is not signed, and this board trusts only signed ones"
    case .untrustedKey: "it is signed by a key that this board does not trust"
    case .forged: "its signature is not that of the trusted key it names"
    case .downgrade: "it is older than one that has run here: its version counter is "
    case .otherBoard: "it is for another board"
    case .sectionVersion: "unknown version of the "
    case .sectionEnd: "a section too short or too long, at its byte "
    case .field: "a field has a value it must not have"
    case .model: "the model is refused at byte "
    case .alarmPolicy: "the alarm policy is refused: "
    case .signalDesign: "the signal chain's design is refused"
    case .otherFrontEnd: "the signal chain is for another rate, other inputs or gains"
    case .parts: "its parts do not fit each other"
    case .forecaster: "its forecaster is not one int8 layer that takes the 18 terms of an hour"
    case .settings: "the front end cannot be set up so"
    case .cannotCall: "nothing would call while nothing is judged: "
    case .trustedKeys: "the trusted keys cannot be read"
    case .counterUnknown: "what the board keeps over restarts cannot be read: nobody knows which bundles are too old"
    }
  }

  /// A section's name, by its kind's number.
  private static func section(_ number: UInt32) -> StaticString {
    switch SectionKind(rawValue: UInt16(clamping: number)) {
    case .board: "section of the board"
    case .site: "section of the site"
    case .model: "model that detects"
    case .signalDesign: "design of the signal chain"
    case .alarmPolicy: "alarm policy"
    case .forecaster: "section of the forecaster, or the model that goes with it"
    case nil: "section of an unknown kind"
    }
  }

  /// What an alarm policy is refused for, by the number of its fault.
  public static func policyField(_ number: UInt32) -> StaticString {
    switch number {
    case 1: "wrong length"
    case 2: "unknown version"
    case 3: "firing_hops"
    case 4: "raise_count"
    case 5: "clear_count"
    case 6: "hold_hops"
    case 7: "quorum_permille"
    case 8: "technical_raise_hops"
    case 9: "technical_clear_hops"
    case 10: "nurse_call_technical_seconds"
    default: "an unknown reason"
    }
  }

  /// Why a board could stay silent, by the number of that fault.
  public static func silence(_ number: UInt32) -> StaticString {
    switch number {
    case 1: "quorum too low"
    case 2: "technical raise too late"
    case 3: "unusable leaves out a defect without signal"
    case 4: "flat span too small"
    case 5: "mark permille too high"
    case 6: "threshold out of reach"
    default: "an unknown reason"
    }
  }
}
