/// A file that the system does not let us read.
public struct UnreadableFile: Error, Equatable, CustomStringConvertible {
  /// The file, as the user named it.
  public let file: String
  /// What the system says.
  public let problem: String

  /// Says which file and why.
  public var description: String { "\(file): cannot be read: \(problem)" }
}
