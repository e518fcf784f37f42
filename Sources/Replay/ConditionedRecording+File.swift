import Foundation
import Station
import Text
import Vocabulary

/// The exchange format of conditioned recordings, for training: blocks one after the other, one for each recording.
///
/// A block is a line of JSON, ended by a line feed, then whole numbers, little-endian, without padding:
/// 1. `int32 samples[channels][samples]` in 2^-8 microvolt; −2^31 where one was lost;
/// 2. `uint64 hop_index[hops]`, counted from the recording's start;
/// 3. `uint64 input_sample[hops]`, the last frame used by each hop;
/// 4. `uint32 usable[hops]`, bit `i` for channel `i`;
/// 5. `uint16 quality[hops][channels]`, the bits of `Quality`.
///
/// Hop `h` ends after `(h + 1) · hop_samples` conditioned samples; its window is the `window_samples` before that. The
/// window of a hop without a usable channel may reach before the first sample.
extension ConditionedRecording {
  /// The line that opens a block.
  private struct Header: Encodable {
    let format = "prodrome-windows-1"
    let file: String
    let durationSeconds: Double
    let inputRateHz: Double
    let rateHz: UInt32
    let windowSamples: UInt32
    let hopSamples: UInt32
    let channels: [String]
    let samples: Int
    let hops: Int
    let notes: [String]
    let cautions: [String]
    /// Left out where there is none.
    let polygraph: [Polygraph]?

    struct Polygraph: Encodable {
      let name: String
      let role: String
      let unit: String
      let values: [Double?]
    }

    enum CodingKeys: String, CodingKey {
      case format, file
      case durationSeconds = "duration_s"
      case inputRateHz = "input_rate_hz"
      case rateHz = "rate_hz"
      case windowSamples = "window_samples"
      case hopSamples = "hop_samples"
      case channels, samples, hops, notes, cautions, polygraph
    }
  }

  private var described: [Header.Polygraph]? {
    guard !polygraph.isEmpty else { return nil }
    return polygraph.map {
      Header.Polygraph(name: $0.name, role: $0.role.word, unit: PolygraphChange.unit(of: $0.role), values: $0.values)
    }
  }

  /// The recording as one block.
  ///
  /// - Parameter file: What the header calls it.
  /// - Returns: The block's bytes.
  /// - Throws: If the header cannot be encoded.
  public func encoded(file: String) throws -> Data {
    let header = try JSONText.line(
      Header(
        file: file, durationSeconds: durationSeconds, inputRateHz: design.inputRate.hertz, rateHz: design.modelRate,
        windowSamples: design.windowSamples, hopSamples: design.hopSamples, channels: channelNames,
        samples: samples.first?.count ?? 0, hops: hops.count, notes: notes,
        cautions: cautions, polygraph: described))
    var data = Data((header + "\n").utf8)
    for channel in samples { data.append(littleEndian: channel) }
    data.append(littleEndian: hops.map(\.index))
    data.append(littleEndian: hops.map(\.inputSample))
    data.append(littleEndian: hops.map(\.usable.rawValue))
    for hop in hops { data.append(littleEndian: hop.quality.map(\.rawValue)) }
    return data
  }
}

extension Data {
  /// Appends whole numbers, each least significant byte first.
  fileprivate mutating func append(littleEndian values: [some FixedWidthInteger]) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(values.count * (values.first?.bitWidth ?? 0) / 8)
    for value in values {
      for place in stride(from: 0, to: value.bitWidth, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: value >> place))
      }
    }
    append(contentsOf: bytes)
  }
}
