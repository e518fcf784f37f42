import ArgumentParser
import Foundation

/// How fast a recording is played.
enum ReplaySpeed: ExpressibleByArgument {
  /// As fast as it goes.
  case max
  /// So many times as fast as it happened.
  case times(Double)

  init?(argument: String) {
    switch argument {
    case "max": self = .max
    case "real": self = .times(1)
    default:
      guard let factor = Double(argument), factor > 0, factor.isFinite else { return nil }
      self = .times(factor)
    }
  }

  /// Waits until the recording's time has come.
  ///
  /// - Parameters:
  ///   - seconds: The recording's time.
  ///   - start: When the replay began.
  func wait(until seconds: Double, since start: ContinuousClock.Instant) {
    guard case .times(let factor) = self else { return }
    let ahead = seconds / factor - start.duration(to: .now) / .seconds(1)
    if ahead > 0 { Thread.sleep(forTimeInterval: ahead) }
  }
}
