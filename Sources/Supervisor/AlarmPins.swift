import Bundle

/// A port for the lines by which the board tells.
public protocol AlarmPins: ~Copyable {
  /// Whether the board has a line for a role.
  func has(_ role: LineRole) -> Bool

  /// Drives a line; only called for roles that the board has.
  ///
  /// - Parameters:
  ///   - role: Which line.
  ///   - isActive: Whether to its active level.
  /// - Throws: `LineFault` if it could not be driven.
  mutating func set(_ role: LineRole, isActive: Bool) throws(LineFault)

  /// Reads a driven line back; only called for roles that the board has.
  ///
  /// - Parameters:
  ///   - role: Which line.
  ///   - isActive: Whether it was driven to its active level.
  /// - Throws: `LineFault` that is stuck if the line is at the other level, or cannot be read back.
  mutating func check(_ role: LineRole, isActive: Bool) throws(LineFault)

  /// Takes a line that is at rest to its active level for a fraction of a millisecond, reads it there, and takes it
  /// back whatever was found; only called for roles that the board has.
  ///
  /// - Parameter role: Which line.
  /// - Throws: `LineFault` that is stuck if the line did not get there, another if it could not be driven.
  mutating func pulse(_ role: LineRole) throws(LineFault)
}
