/// Why parts of an evaluation cannot be put together.
public enum PartFault: Error, Equatable, Sendable, CustomStringConvertible {
  /// A part was made by another detector, or with other settings.
  case otherMaker(file: String, found: String, expected: String)
  /// A part holds a recording that the dataset does not have.
  case unknown(file: String, path: String)
  /// A recording is in two parts.
  case twice(file: String, path: String)
  /// Recordings are in no part: the first of them, and how many.
  case missing(folder: String, path: String, count: Int)

  /// The fault in one line.
  public var description: String {
    switch self {
    case .otherMaker(let file, let found, let expected): "\(file): found a part made by \(found), expected \(expected)"
    case .unknown(let file, let path): "\(file): found \(path), expected recordings of the dataset"
    case .twice(let file, let path): "\(file): found \(path) again, expected each recording in one part"
    case .missing(let folder, let path, let count):
      "\(folder): found no part with \(path)\(count > 1 ? " and \(count - 1) more" : ""), expected all of the dataset's"
    }
  }
}
