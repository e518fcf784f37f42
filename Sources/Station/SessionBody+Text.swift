import EventLog
import Vocabulary

extension SessionBody {
  /// The names of its channels.
  public var channelNames: [String] { (0..<Int(channelCount)).map { names[$0].label } }

  /// The electrodes of a channel: those it adds and takes away; of one that was recorded as a derivation, both in its
  /// name.
  public func electrodes(of channel: Int) -> [String] {
    guard negative[channel].count == 0 else { return [positive[channel].label, negative[channel].label] }
    let parts = positive[channel].label.split(separator: "-").map(String.init)
    return parts.count == 2 ? parts : [positive[channel].label]
  }

  /// The pseudonym in hexadecimal.
  public var pseudonymText: String { Self.text(of: pseudonym) }

  /// A pseudonym in hexadecimal.
  static func text(of pseudonym: InlineArray<16, UInt8>) -> String {
    (0..<16).map { index in
      let text = String(pseudonym[index], radix: 16)
      return text.count == 1 ? "0" + text : text
    }.joined()
  }

  /// Seconds from the board's first sample to the session's: more than 0 where another person was admitted while the
  /// board ran.
  public var startSeconds: Double {
    Double(firstSample) * Double(inputRate.denominator) / Double(inputRate.numerator)
  }

  /// Seconds from the session's start to the end of an input sample.
  ///
  /// - Parameter sampleIndex: The last sample used.
  /// - Returns: `(sampleIndex + 1 - firstSample) / rate`.
  public func seconds(through sampleIndex: UInt64) -> Double {
    (Double(sampleIndex) + 1 - Double(firstSample)) * Double(inputRate.denominator) / Double(inputRate.numerator)
  }

  /// The name of a channel, or its number where the session does not have it.
  func channelName(_ channel: UInt8) -> String {
    channel < channelCount ? names[Int(channel)].label : "#\(channel)"
  }
}
