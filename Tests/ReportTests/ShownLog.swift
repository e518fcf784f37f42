import Foundation
import LogSupport
import Replay
import Station

@testable import Report

/// The page of a log, and what it was made of.
struct ShownLog {
  let overview: LogOverview
  let pages: LogPage
  let episodes: [SeizureEpisode]
  let text: String
  /// The text that people read.
  var words: String { FoundMarkup(text).text }

  init(
    _ segments: [UInt32: [UInt8]], name: String = "log", zone: TimeZone = .gmt,
    marks: (LogOverview) -> [Mark] = { _ in [] }
  ) throws {
    let folder = try LogFolder(segments)
    let file = LogFile(folder.url)
    var traces = LogTraces()
    let overview = try LogOverview(file) { traces.take($0, $1) }
    self.overview = overview
    episodes = try overview.map.seizures.compactMap { try overview.episode($0, in: file) }
    pages = LogPage(
      name, overview.summary, findings: overview.findings, history: overview.history, marks: marks(overview),
      clock: ClockText(zone))
    text = pages.text(episodes, traces)
  }
}
