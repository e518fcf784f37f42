import Bundle
import Configuration
import Designer
import Foundation
import Recordings
import Signal
import Vocabulary

/// Frames as a board's front end measures them: made up, or of a recording that is brought to the board's rate, inputs
/// and codes.
public struct BoardFeed {
  /// The frames; codes beyond a recording's end are zero.
  public let frames: [Frame]
  /// Inputs of a frame.
  public let inputCount: Int
  /// Codes that the front end's range cut.
  public let clippedCount: Int

  /// Takes frames as they are.
  public init(_ frames: [Frame], inputCount: Int) {
    self.frames = frames
    self.inputCount = inputCount
    clippedCount = 0
  }

  /// Measures a recording.
  ///
  /// - Parameters:
  ///   - recording: An EDF or BDF file without gaps.
  ///   - board: The board.
  ///   - count: How many frames; left out: the recording's length.
  /// - Throws: What is wrong with the recording, or which input cannot be had from it.
  public init(recording: URL, board: BoardSection, count: Int? = nil) throws {
    let frontEnd = board.frontEnd
    let labels = (0..<frontEnd.inputCount).map { board.labels[$0].text }
    var source = try FrameSource(url: recording, takesOthers: true, montage: labels)
    let sums = try ElectrodePaths.sums(of: labels, recorded: source.inputs.map(\.label))
    let microvolts = try Self.microvolts(of: &source)
    let rate = Double(frontEnd.samplesPerSecond ?? 0)
    let step = source.rate.hertz / rate
    let recorded = microvolts.first?.count ?? 0
    let length = count ?? Int(Double(recorded) / step)
    var columns: [[Int32]] = []
    var clipped = 0
    for (input, sum) in sums.enumerated() {
      let signal = BandLimitedSignal(samples: Self.add(sum, microvolts, count: recorded))
      let code = 2 * Double(frontEnd.referenceMicrovolts) / Double(frontEnd.gain(of: input) ?? 1) / 16_777_216
      columns.append(
        (0..<length).map { index in
          let position = Double(index) * step
          guard position <= Double(recorded - 1) else { return 0 }
          let exact = (signal.value(at: position) / code).rounded()
          let kept = max(-8_388_608, min(exact, 8_388_607))
          if kept != exact { clipped += 1 }
          return Int32(kept)
        })
    }
    frames = (0..<length).map { index in
      var frame = Frame(sampleIndex: UInt64(index))
      for (input, column) in columns.enumerated() { frame.codes[input] = column[index] }
      return frame
    }
    inputCount = columns.count
    clippedCount = clipped
  }

  /// The frames as a chip puts them on the wire: for each of the board's chips 24 bits of status, which are `1100`, a
  /// bit for each positive electrode that is off from input 8 down, and zeros; then eight inputs of 24 bits, most
  /// significant byte first (data sheet SBAS499, section 9.4.4.2).
  public var wireBytes: [UInt8] {
    var bytes: [UInt8] = []
    for frame in frames {
      for input in 0..<(inputCount + 7) / 8 * 8 {
        if input % 8 == 0 {
          let off = UInt8(truncatingIfNeeded: frame.leadOff.rawValue >> UInt32(input))
          bytes += [0xC0 | off >> 4, off << 4, 0]
        }
        let code = input < inputCount ? frame.codes[input] : 0
        bytes += [16, 8, 0].map { UInt8(truncatingIfNeeded: code >> $0) }
      }
    }
    return bytes
  }

  /// Writes the frames for `prodromed --frames`.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - design: The signal chain of the board's own inputs.
  /// - Throws: A file error.
  public func writeFrames(to url: URL, design: SignalDesign) throws {
    var writer = try FrameFileWriter(creating: url, design: design)
    for frame in frames { try writer.append(frame) }
    try writer.finish()
  }

  private static func microvolts(of source: inout FrameSource) throws -> [[Double]] {
    let inputs = source.inputs
    let scales = inputs.map { Double(sign: .plus, exponent: -Int($0.calibration.shift) - 8, significand: 1) }
    var values = [[Double]](repeating: [], count: inputs.count)
    var frame = Frame()
    while try source.next(into: &frame) {
      for (index, input) in inputs.enumerated() {
        let exact = Double(frame.codes[index]) * Double(input.calibration.multiplier) + Double(input.calibration.offset)
        values[index].append(exact * scales[index])
      }
    }
    return values
  }

  private static func add(_ sum: [ElectrodePaths.Term], _ microvolts: [[Double]], count: Int) -> [Double] {
    var total = [Double](repeating: 0, count: count)
    for term in sum {
      let sign = term.isNegative ? -1.0 : 1.0
      for index in 0..<count { total[index] += sign * microvolts[term.channel][index] }
    }
    return total
  }
}
