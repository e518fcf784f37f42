import EventLog

extension BodyFault {
  /// What was found, for people.
  var text: String {
    switch self {
    case .short(let offset, let needed, let available):
      "ends at a field of \(needed) bytes at offset \(offset), \(available) left"
    case .version(let found): "version \(found), which this program does not know"
    case .newer(let version): "version \(version), written by a newer version of this program"
    case .newerKind(let number): "kind \(number), written by a newer version of this program"
    case .value(let offset, let found): "a field at offset \(offset) cannot be \(found)"
    case .trailing(let offset, let count): "\(count) bytes too many from offset \(offset) on"
    }
  }
}
