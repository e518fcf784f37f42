import Bundle
import Runtime

extension BundleFault: CustomStringConvertible {
  /// The reason's name, where it lies, what was found and what was expected.
  public var description: String { "\(reason.split(separator: "_").joined(separator: " ")): \(explanation)" }

  /// The reason's name, as `prodrome bundle verify --json` gives it.
  public var reason: String {
    switch self {
    case .truncated: "truncated"
    case .notABundle: "not_a_bundle"
    case .formatVersion: "format_version"
    case .length: "length"
    case .sectionCount: "section_count"
    case .signature: "signature"
    case .identity: "identity"
    case .sectionKind: "section_kind"
    case .sectionOrder: "section_order"
    case .duplicateSection: "duplicate_section"
    case .missingSection: "missing_section"
    case .sectionOffset: "section_offset"
    case .sectionLength: "section_length"
    case .padding: "padding"
    case .trailingBytes: "trailing_bytes"
    case .sectionCheck: "section_check"
    case .digest: "digest"
    case .notSigned: "not_signed"
    case .untrustedKey: "untrusted_key"
    case .forged: "forged"
    case .downgrade: "downgrade"
    case .otherBoard: "other_board"
    case .sectionVersion: "section_version"
    case .sectionEnd: "section_end"
    case .field: "field"
    }
  }

  private var explanation: String {
    switch self {
    case .truncated(let length, let needed): "found \(length) bytes, expected at least \(needed)"
    case .notABundle: "the first eight bytes are not PRODBNDL"
    case .formatVersion(let found): "found \(found), expected \(BundleLayout.formatVersion)"
    case .length(let declared, let found): "the header declares \(declared) bytes, found \(found)"
    case .sectionCount(let found): "found \(found), expected 1 to \(BundleLayout.maximumSections)"
    case .signature(let offset): "offset \(offset): found a key without a signature or a signature without a key"
    case .identity(let offset): "offset \(offset): expected a name of printable ASCII, zero-padded"
    case .sectionKind(let offset, let found): "offset \(offset): found kind \(found), expected 1 to 6"
    case .sectionOrder(let offset): "offset \(offset): expected kinds in rising order"
    case .duplicateSection(let kind, let offset): "offset \(offset): a second section of kind \(kind.word)"
    case .missingSection(let kind): "no section of kind \(kind.word)"
    case .sectionOffset(let offset, let found, let expected):
      "offset \(offset): the section begins at \(found), expected \(expected)"
    case .sectionLength(let offset, let found, let available):
      "offset \(offset): found \(found) bytes, expected 1 to \(available)"
    case .padding(let offset): "offset \(offset): expected zero between sections"
    case .trailingBytes(let offset): "offset \(offset): bytes after the last section"
    case .sectionCheck(let kind, let offset):
      "offset \(offset): the bytes of section \(kind.word) are not those checked"
    case .digest: "the SHA-256 of the bundle is not the one in its header"
    case .notSigned: "found no signature, expected that of a trusted key"
    case .untrustedKey(let key): "found the key \(BundleFault.hexadecimal(key))…, which is not trusted"
    case .forged(let key): "the signature is not that of the trusted key \(BundleFault.hexadecimal(key))…"
    case .downgrade(let found, let least): "found version counter \(found), expected at least \(least)"
    case .otherBoard: "the bundle is for another board"
    case .sectionVersion(let kind, let found):
      "found version \(found) of section \(kind.word), expected \(kind.version)"
    case .sectionEnd(let kind, let offset): "section \(kind.word), offset \(offset) in it: too short or too long"
    case .field(let field, let offset): "\(field.text), offset \(offset) in its section: a value it must not have"
    }
  }

  /// A key's first eight bytes, as its file begins.
  public static func hexadecimal(_ keyIdentity: UInt64) -> String {
    let digits = String(keyIdentity, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
