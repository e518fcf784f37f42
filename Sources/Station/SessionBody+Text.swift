import EventLog
import Vocabulary

extension SessionBody {
  /// The names of its channels.
  public var channelNames: [String] { (0..<Int(channelCount)).map { names[$0].label } }

  /// The electrodes of a channel: those it adds and takes away, without a reference that they share; of one that was
  /// recorded as a derivation, or turned over, both in its name.
  public func electrodes(of channel: Int) -> [String] {
    let (plus, minus) = (positive[channel].label, negative[channel].label)
    let (plusParts, minusParts) = (Self.parts(plus), Self.parts(minus))
    if minus.isEmpty { return plusParts.count == 2 ? plusParts : [plus] }
    if plus.isEmpty { return minusParts.count == 2 ? minusParts.reversed() : [minus] }
    guard plusParts.count == 2, minusParts.count == 2, plusParts[1] == minusParts[1] else { return [plus, minus] }
    return [plusParts[0], minusParts[0]]
  }

  private static func parts(_ label: String) -> [String] { label.split(separator: "-").map(String.init) }

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

  /// As `seconds(through:)`; nil for a sample from before the session, which a record that waited between the board's
  /// threads may bear.
  func time(of sampleIndex: UInt64) -> Double? {
    let seconds = seconds(through: sampleIndex)
    return seconds < 0 ? nil : seconds
  }

  /// The name of a channel, or its number where the session does not have it.
  func channelName(_ channel: UInt8) -> String {
    channel < channelCount ? names[Int(channel)].label : "#\(channel)"
  }
}
