import Evaluation
import Foundation

/// Scoring cases with timescoring's answers, in the one format of the shared data and of this target's fixture.
struct ScoringCases: Decodable {
  struct Case: Decodable {
    struct Answer: Decodable, Equatable {
      var refTrue: Int
      var tp: Int
      var fp: Int
      var sensitivity: Double?
      var precision: Double?
      var f1: Double?
      var fpRate: Double?

      init(_ score: Score) {
        refTrue = score.referenceCount
        tp = score.truePositives
        fp = score.falsePositives
        sensitivity = score.sensitivity
        precision = score.precision
        f1 = score.f1
        fpRate = score.falsePositivesPerDay
      }
    }

    struct Parameters: Decodable {
      var toleranceStart: Double
      var toleranceEnd: Double
      var minOverlap: Double
      var maxEventDuration: Double
      var minDurationBetweenEvents: Double
    }

    enum CodingKeys: String, CodingKey {
      case duration = "duration_s"
      case ref, hyp, params, event
      case sample = "sample_1hz"
    }

    var duration: Double
    var ref: [[Double]]
    var hyp: [[Double]]
    var params: Parameters
    var event: Answer
    var sample: Answer

    var reference: [Interval] { ref.map { Interval($0[0], $0[1]) } }
    var hypothesis: [Interval] { hyp.map { Interval($0[0], $0[1]) } }

    var eventScorer: EventScorer {
      EventScorer(
        .init(
          toleranceStart: params.toleranceStart, toleranceEnd: params.toleranceEnd, minOverlap: params.minOverlap,
          maxEventDuration: params.maxEventDuration, minDurationBetweenEvents: params.minDurationBetweenEvents))
    }
  }

  var cases: [Case]

  init(_ url: URL) throws {
    self = try JSONDecoder().decode(ScoringCases.self, from: Data(contentsOf: url))
  }

  /// The cases this target carries.
  static func fixture() throws -> ScoringCases {
    try ScoringCases(Foundation.Bundle.module.bundleURL.appending(path: "Fixtures/timescoring_cases.json"))
  }
}
