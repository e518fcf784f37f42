/// A channel of a resolved montage: recorded channels by index, and a name.
public struct ResolvedChannel: Equatable, Sendable {
  /// The channel's name, such as `F7-T7`.
  public var name: String
  /// Index of the recorded channel taken; nil where one is only turned over.
  public var plus: Int?
  /// Index of the recorded channel subtracted, if any.
  public var minus: Int?

  /// The recorded channels it is made of.
  var sources: [Int] { [plus, minus].compactMap { $0 } }
}
