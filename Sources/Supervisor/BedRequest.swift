import EventLog

/// What somebody asks the board for by a file in the log's folder.
public struct BedRequest: BitwiseCopyable, Equatable, Sendable {
  /// What is to be done.
  public var act: PersonBody.Act
  /// How long a standby lasts.
  public var minutes: UInt16
  /// Tells it from the request before; never 0.
  public var number: UInt16

  /// Creates a request.
  public init(_ act: PersonBody.Act, minutes: UInt16 = 0, number: UInt16 = 1) {
    self.act = act
    self.minutes = minutes
    self.number = number
  }
}
