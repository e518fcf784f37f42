import Foundation

/// The EEG that a page draws, read from its paths alone.
struct DrawnEEG {
  /// A trace: which channel, from which sample on, and its corners in samples and pixels.
  struct Trace {
    let channel: String
    let first: Int
    let corners: [(x: Double, y: Double)]

    /// The drawing's height at a sample, counted from the trace's first; by the line between corners.
    func height(at sample: Int) -> Double {
      let x = corners[0].x + Double(sample)
      for (from, to) in zip(corners, corners.dropFirst()) where (from.x...to.x).contains(x) {
        return from.y + (to.y - from.y) * (x - from.x) / (to.x - from.x)
      }
      return corners[corners.count - 1].y
    }

    /// Samples that it stands for.
    var count: Int { Int(corners[corners.count - 1].x - corners[0].x) + 1 }
  }

  let traces: [Trace]
  /// Microvolts a millimetre, as the page says.
  let gain: Double

  init(_ page: String) {
    traces = page.matches(
      of: /<path class="trace-[a-z]+" d="([^"]*)" data-channel="([^"]*)" data-first="([0-9]+)"\/>/
    ).map { Trace(channel: String($0.2), first: Int($0.3) ?? -1, corners: Self.corners(String($0.1))) }
    gain = page.firstMatch(of: /([0-9]+) µV\/mm/).flatMap { Double($0.1) } ?? 0
  }

  /// `M x y l dx dy dx dy ...`, or `M x y h 1`.
  private static func corners(_ path: String) -> [(x: Double, y: Double)] {
    let numbers = path.matches(of: /-?[0-9]+/).compactMap { Double($0.0) }
    guard path.contains("l") else { return [(numbers[0], numbers[1])] }
    var corners = [(x: numbers[0], y: numbers[1])]
    for index in stride(from: 2, to: numbers.count - 1, by: 2) {
      let last = corners[corners.count - 1]
      corners.append((last.x + numbers[index], last.y + numbers[index + 1]))
    }
    return corners
  }
}
