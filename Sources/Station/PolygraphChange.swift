import EventLog
import Foundation
import Vocabulary

/// What an input that is no EEG did beside a seizure event.
public struct PolygraphChange: Equatable, Sendable {
  /// Its label.
  public var name: String
  /// What it measures.
  public var role: InputRole
  /// The 30 s on either side of the alarm's rise.
  public var during: PolygraphStretch
  /// The minute before those.
  public var before: PolygraphStretch

  /// A change of the heart's rate, in beats a minute, below which it is not called one.
  static let leastHeartChange = 10.0
  /// How many times its power a muscle must have to be called stronger, or weaker.
  static let leastMuscleFactor = 2.0

  /// A recorded value in its unit: beats a minute, or square microvolt.
  public static func value(_ value: UInt32, of role: InputRole) -> Double {
    role == .ecg ? Double(value) : Double(value) / 256
  }

  /// What its values are in.
  public static func unit(of role: InputRole) -> String { role == .ecg ? "beats per minute" : "square microvolt" }

  /// Such as `heart rate rose from 72 to 131 within 30 s of the alarm`.
  public var text: String {
    guard during.seconds > 0 else { return "\(what): cannot judge" }
    guard before.seconds > 0 else {
      return "\(what) \(shown(during.median)) (up to \(shown(during.highest))); cannot judge what it was before"
    }
    let place = "within 30 s of the alarm"
    if let extreme { return "\(what) \(extreme.verb) from \(shown(before.median)) to \(shown(extreme.value)) \(place)" }
    return "\(what) stayed near \(shown(before.median)) \(place)"
  }

  /// What a minute's record shows, such as `heart rate 72`.
  public var minuteText: String {
    during.seconds > 0 ? "\(what) \(shown(during.median))" : "\(what): cannot judge"
  }

  private var what: String { role == .ecg ? "heart rate" : "muscle power of \(name)" }

  /// The larger of a rise and a fall, if either is one.
  private var extreme: (verb: String, value: UInt32)? {
    let from = Self.value(before.median, of: role)
    let (low, high) = (Self.value(during.lowest, of: role), Self.value(during.highest, of: role))
    let (rise, fall): (Bool, Bool) =
      role == .ecg
      ? (high - from >= Self.leastHeartChange, from - low >= Self.leastHeartChange)
      : (high > Self.leastMuscleFactor * from, low * Self.leastMuscleFactor < from)
    if rise && (role == .emg || high - from >= from - low) { return ("rose", during.highest) }
    return fall ? ("fell", during.lowest) : nil
  }

  private func shown(_ value: UInt32) -> String {
    let number = Self.value(value, of: role)
    return role == .ecg ? String(Int(number)) : String(format: "%.1f uV2", number)
  }
}

extension PolygraphBody {
  /// What each input did beside the event.
  public var changes: [PolygraphChange] {
    (0..<Int(count)).map { index in
      PolygraphChange(
        name: signals[index].name.label, role: signals[index].role, during: signals[index].during,
        before: signals[index].before)
    }
  }
}
