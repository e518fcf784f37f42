import Vocabulary

/// What is kept of a level over a restart, little-endian. Hops that were still waiting for what follows them are not
/// kept.
///
/// | offset | bytes | field |
/// | ---: | ---: | --- |
/// | 0 | 1 | version, 1 |
/// | 1 | 1 | level in steps, signed |
/// | 2 | 1 | the median's bin within the block |
/// | 3 | 1 | how many blocks are held |
/// | 4 | 4 | zero |
/// | 8 | 8 | what it was learned from: a number for montage and gain |
/// | 16 | 4 | the model's reference |
/// | 20 | 4 | the model's step |
/// | 24 | 4 | hops it was learned from |
/// | 28 | 4 | hops with an event open less those without |
/// | 32 | 96 | the blocks' medians, the oldest first |
/// | 128 | 256 | how many hops of the block lie in each of 128 bins, 2 bytes each |
/// | 384 | 128 | zero, reserved |
extension PersonalLevel {
  /// Bytes of a kept level.
  public static let keptBytes = 512
  /// The version this code reads and writes.
  public static let keptVersion: UInt8 = 1

  /// Appends what is kept.
  ///
  /// - Parameters:
  ///   - source: A number for montage and gain.
  ///   - sink: Takes `keptBytes` bytes.
  public func encode(source: UInt64, into sink: inout some ByteSink & ~Copyable) {
    sink.append(PersonalLevel.keptVersion)
    sink.append(UInt8(bitPattern: Int8(steps)))
    sink.append(block.bin)
    sink.append(UInt8(day.count))
    sink.append(littleEndian: UInt32(0))
    sink.append(littleEndian: source)
    sink.append(littleEndian: scale.reference)
    sink.append(littleEndian: scale.step)
    sink.append(littleEndian: learnedHops)
    sink.append(littleEndian: openHops)
    for age in 0..<PersonalLevel.dayBlocks { sink.append(day.median(age)) }
    for index in 0..<128 { sink.append(littleEndian: block.counts[index]) }
    for _ in 0..<128 { sink.append(0) }
  }

  /// Takes back what was kept.
  ///
  /// - Parameters:
  ///   - bytes: `keptBytes` bytes.
  ///   - source: The number for today's montage and gain.
  ///   - scale: Today's model's.
  /// - Throws: `PersonalLevelFault`.
  public init(decoding bytes: Span<UInt8>, source: UInt64, scale: EvidenceScale) throws(PersonalLevelFault) {
    guard bytes.count == PersonalLevel.keptBytes else { throw .length }
    guard bytes[0] == PersonalLevel.keptVersion else { throw .version }
    guard bytes.number(UInt64.self, at: 8) == source,
      bytes.number(Int32.self, at: 16) == scale.reference,
      bytes.number(Int32.self, at: 20) == scale.step
    else { throw .source }
    let steps = Int(Int8(bitPattern: bytes[1]))
    let openHops = bytes.number(UInt32.self, at: 28)
    guard steps.magnitude <= UInt(PersonalLevel.mostSteps) && openHops <= PersonalLevel.dayHops else { throw .content }
    self.init(
      scale: scale, steps: steps, isLearning: true, learnedHops: bytes.number(UInt32.self, at: 24),
      openHops: openHops, block: try PersonalLevel.block(bytes), day: try PersonalLevel.day(bytes, level: 64 + steps))
  }

  private static func block(_ bytes: Span<UInt8>) throws(PersonalLevelFault) -> RunningMedian {
    var counts: InlineArray<128, UInt16> = InlineArray(repeating: 0)
    var sum = 0
    for index in 0..<128 {
      counts[index] = bytes.number(UInt16.self, at: 128 + 2 * index)
      sum += Int(counts[index])
    }
    guard bytes[2] < 128 && sum < blockHops else { throw .content }
    return RunningMedian(bin: bytes[2], counts: counts)
  }

  private static func day(_ bytes: Span<UInt8>, level: Int) throws(PersonalLevelFault) -> DayOfBlocks {
    let count = Int(bytes[3])
    guard count <= dayBlocks else { throw .content }
    var day = DayOfBlocks(level: level)
    for index in 0..<count {
      guard bytes[32 + index] < 128 else { throw .content }
      day.append(bytes[32 + index])
    }
    return day
  }
}
