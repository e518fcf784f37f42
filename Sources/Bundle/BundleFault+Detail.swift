import Vocabulary

extension BundleFault {
  /// The fault as the log keeps it and a person reads it on the board.
  public var detail: FaultDetail {
    switch self {
    case .truncated(_, let needed): Self.detail(.truncated, needed)
    case .notABundle: Self.detail(.notABundle, 0)
    case .formatVersion(let found): Self.detail(.formatVersion, Int(found))
    case .length(let declared, _): .bundle(.length, declared)
    case .sectionCount(let found): Self.detail(.sectionCount, found)
    case .signature(let offset): Self.detail(.signature, offset)
    case .identity(let offset): Self.detail(.identity, offset)
    case .sectionKind(let offset, _): Self.detail(.sectionKind, offset)
    case .sectionOrder(let offset): Self.detail(.sectionOrder, offset)
    case .duplicateSection(_, let offset): Self.detail(.duplicateSection, offset)
    case .missingSection(let kind): Self.detail(.missingSection, Int(kind.rawValue))
    case .sectionOffset(let offset, _, _): Self.detail(.sectionOffset, offset)
    case .sectionLength(let offset, _, _): Self.detail(.sectionLength, offset)
    case .padding(let offset): Self.detail(.padding, offset)
    case .trailingBytes(let offset): Self.detail(.trailingBytes, offset)
    case .sectionCheck(_, let offset): Self.detail(.sectionCheck, offset)
    case .digest: Self.detail(.digest, BundleLayout.digestOffset)
    case .notSigned: Self.detail(.notSigned, BundleLayout.signatureOffset)
    case .untrustedKey: Self.detail(.untrustedKey, BundleLayout.keyOffset)
    case .forged: Self.detail(.forged, BundleLayout.signatureOffset)
    case .downgrade(let found, _): .bundle(.downgrade, UInt32(clamping: found))
    case .otherBoard: Self.detail(.otherBoard, BundleLayout.identityOffset)
    case .sectionVersion(let kind, _): Self.detail(.sectionVersion, Int(kind.rawValue))
    case .sectionEnd(_, let offset): Self.detail(.sectionEnd, offset)
    case .field(let field, let offset): .bundle(.field, BundleProblem.number(of: field, offset: offset))
    }
  }

  private static func detail(_ problem: BundleProblem, _ number: Int) -> FaultDetail {
    .bundle(problem, UInt32(clamping: number))
  }
}
