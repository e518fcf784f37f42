/// Why a bundle is refused, or cannot detect. Numbers are never reused.
public enum BundleProblem: UInt8, BitwiseCopyable, Sendable {
  /// It is too short; the number says how many bytes are needed.
  case truncated = 1
  /// It does not begin as a bundle does.
  case notABundle = 2
  /// Its layout has a version, the number, that is not known.
  case formatVersion = 3
  /// It declares another length, the number, than it has.
  case length = 4
  /// It has an impossible number of sections.
  case sectionCount = 5
  /// It names a key and has no signature, or the reverse.
  case signature = 6
  /// The board's name in it is none.
  case identity = 7
  /// A section's kind is not known.
  case sectionKind = 8
  /// Its sections are out of order.
  case sectionOrder = 9
  /// A section is there twice.
  case duplicateSection = 10
  /// A section of a kind, the number, is missing.
  case missingSection = 11
  /// A section does not begin where it should.
  case sectionOffset = 12
  /// A section has an impossible length.
  case sectionLength = 13
  /// A byte between sections is not zero.
  case padding = 14
  /// Bytes follow the last section.
  case trailingBytes = 15
  /// A section is damaged.
  case sectionCheck = 16
  /// The digest is not that of the bytes.
  case digest = 17
  /// It is not signed.
  case notSigned = 18
  /// It is signed by a key that is not trusted.
  case untrustedKey = 19
  /// Its signature is not that of the trusted key it names.
  case forged = 20
  /// Its counter, the number, is lower than that of one that has run here.
  case downgrade = 21
  /// It is for another board.
  case otherBoard = 22
  /// A section of a kind, the number, has a version that is not known.
  case sectionVersion = 23
  /// A section is too short or too long.
  case sectionEnd = 24
  /// A field of a section has a value that it must not have; the number is the field's in the highest byte, 0 where an
  /// older program did not say, and its offset in the section in the others.
  case field = 25
  /// The model is refused.
  case model = 26
  /// The alarm policy is refused; the number says why.
  case alarmPolicy = 27
  /// The signal chain's design is refused.
  case signalDesign = 28
  /// The signal chain is for another front end.
  case otherFrontEnd = 29
  /// The parts do not fit each other.
  case parts = 30
  /// The front end cannot be set up so.
  case settings = 31
  /// The trusted keys cannot be read.
  case trustedKeys = 32
  /// Nothing would call while nothing is judged; the number says why.
  case cannotCall = 33
  /// What the board keeps over restarts cannot be read, so that nobody knows which bundles are too old.
  case counterUnknown = 34
  /// The forecaster is not one layer that takes an hour's terms.
  case forecaster = 35
}
