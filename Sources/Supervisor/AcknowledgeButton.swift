/// A port for the button by which the board is told.
public protocol AcknowledgeButton: ~Copyable {
  /// Whether the board has one.
  var isWired: Bool { get }

  /// The next change of the button's level; changes are handed out in order, none twice.
  ///
  /// - Returns: The change, or nil if there was none.
  /// - Throws: `LineFault` if it cannot be read.
  mutating func nextChange() throws(LineFault) -> ButtonChange?
}
