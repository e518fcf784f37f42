import EventLog
import Foundation
import Report
import Station
import Vocabulary

extension LivePicture {
  /// The picture of a hop.
  ///
  /// - Parameters:
  ///   - decision: The hop.
  ///   - session: What it was decided with.
  ///   - clock: The moment.
  ///   - alarm: The channels that made the alarm, while it stands.
  ///   - channels: In the montage's order.
  ///   - span: Samples of the ten seconds that are drawn.
  ///   - footer: The last line.
  init(
    _ decision: Decision, of session: SessionBody, clock: String, alarm: String?, channels: [Channel], span: Int,
    footer: String
  ) {
    // Whatever numbers a log holds.
    let excess = decision.excessPerChannel.map { Int64(max(-1e18, min(1e18, $0.rounded(.down)))) }
    self.init(
      clock: clock, state: decision.stateWord, alarm: alarm, excess: excess,
      part: max(0, min(Self.mostPart, Double(decision.verdict.accumulated) / Double(max(1, session.raiseExcess)))),
      near: session.alarmPace, hop: session.hopWord, channels: channels, span: span, footer: footer)
  }
}

extension SessionBody {
  /// Mean evidence over the threshold that each hop adds where what an alarm needs adds up within the hops that it
  /// looks back on; 0 where the number of hops alone decides.
  var alarmPace: Int64 { max(1, raiseExcess) / Int64(max(1, firingHops)) }

  /// What a hop is called.
  var hopWord: String { Double(hopSamples) == modelRate.hertz ? "second" : "decision" }
}

extension LivePicture.Channel {
  /// A channel in a hop.
  ///
  /// - Parameters:
  ///   - decision: The hop.
  ///   - channel: Its number in the montage.
  ///   - name: Its name.
  ///   - samples: Microvolts, the newest last.
  ///   - rank: Its evidence of the last seconds.
  init(_ decision: Decision, _ channel: Int, name: String, samples: ArraySlice<Double>, rank: Double) {
    let quality = decision.quality[channel]
    let defect = quality.names.first?.replacingOccurrences(of: "_", with: " ") ?? "good"
    self.init(
      name: name, samples: samples, excess: decision.excess(of: channel), rank: rank,
      defect: quality.contains(.unknown) ? "filling" : defect)
  }
}
