import EventLog
import Foundation
import Station

/// The newest forecast that a board told of.
///
/// What the board withheld from its own light is withheld here, too: neither level nor probability is given, only why.
public struct ToldForecast: Sendable {
  /// For how long a forecast counts after the hour that it is for, in seconds: the next is told when an hour begins.
  static let graceSeconds = 600.0
  /// How many seconds a forecast is for.
  public static let horizonSeconds = 3600
  /// Monday 1970-01-05 00:00, in seconds since 1970: the board counts local hours from there.
  private static let monday: Int64 = 345_600

  private let body: ForecastBody
  private let stamps: RecordStamps
  private let first: RecordStamps
  private let isFirstKnown: Bool

  /// Takes a record.
  ///
  /// - Parameters:
  ///   - body: What it says.
  ///   - stamps: When it was written.
  ///   - before: The forecast told before it; nil if none is known.
  init(_ body: ForecastBody, _ stamps: RecordStamps, after before: ToldForecast?) {
    (self.body, self.stamps) = (body, stamps)
    if let before, before.body.withheld == body.withheld, body.withheld != .no || before.body.level == body.level {
      (first, isFirstKnown) = (before.first, before.isFirstKnown)
    } else {
      (first, isFirstKnown) = (stamps, before != nil)
    }
  }

  /// Why it is withheld; nil where it is shown.
  public var withheld: ForecastBody.Withheld? { body.withheld == .no ? nil : body.withheld }

  /// The risk beside the person's usual; nil where it is withheld.
  public var level: ForecastBody.Level? { withheld == nil ? body.level : nil }

  /// The probability of a lead event within the hour; nil where it is withheld.
  public var probability: Double? { withheld == nil ? Double(body.probability) / Double(1 << 30) : nil }

  /// That of the person's running rate alone; nil where it is withheld.
  public var usualProbability: Double? {
    withheld == nil ? 1 / (1 + exp(-Double(body.base) / Double(1 << 24))) : nil
  }

  /// When the hour begins; nil where its number makes no sense, or the clock that it goes by does not.
  public var hourStart: WallTime? {
    guard withheld != .clockNotSynchronised, (0...1 << 22).contains(body.hour) else { return nil }
    let seconds = body.hour * 3600 + Self.monday - Int64(body.offsetMinutes) * 60
    return WallTime(nanoseconds: 0).adding(seconds: seconds)
  }

  /// Since when the board has told of this level, or withheld it for this reason; nil if its clock was not set.
  public var since: WallTime? { WallTime(first) }

  /// Whether it told something else before: else it may have said the same for longer.
  public var isSinceExact: Bool { isFirstKnown }

  /// Whether the hour that it is for is over, and the board told of none after it.
  ///
  /// - Parameter uptimeSeconds: Now, in seconds since the board started.
  /// - Returns: False for what is withheld because of the clock: that stands until the board says otherwise.
  func isOld(at uptimeSeconds: Double) -> Bool {
    guard withheld != .clockNotSynchronised else { return false }
    let age = uptimeSeconds - Double(stamps.monotonicNanoseconds) * 1e-9
    var left = Double(Self.horizonSeconds)
    if let hourStart, stamps.wallState == .synchronised {
      let told = Double(stamps.wallNanoseconds) * 1e-9
      left = min(left, Double(hourStart.nanoseconds) * 1e-9 + left - told)
    }
    return age > left + Self.graceSeconds
  }
}
