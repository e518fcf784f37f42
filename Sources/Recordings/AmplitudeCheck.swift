/// Whether a recording's amplitudes can be EEG, and if not, which mistake in its header explains it.
struct AmplitudeCheck {
  /// Ranges of EEG's middle four fifths, in microvolts, that no electrode on or in a head gives throughout a recording.
  private static let impossible = 4_000.0
  /// The same where the header declares millivolts or volts: what is so large is likelier a mistake for microvolts.
  private static let improbable = 1_000.0
  /// The smallest that electrodes on a head give: below it are amplifiers' noise and bridged electrodes.
  private static let tooSmall = 0.5
  /// More of the samples outside the declared digital range are no single slips.
  private static let mostOutside = 0.01
  /// What is usual, for naming the unit that was meant.
  private static let usual = 1.0...1_500.0
  /// Data records looked at, spread evenly over the file.
  private static let records = 24
  private static let samples = 512

  /// What is wrong, in sentences; empty where nothing is.
  let cautions: [String]
  /// The inputs' signals that stand still.
  let still: Set<Int>

  /// Looks at some of the recording.
  ///
  /// - Parameters:
  ///   - reader: The recording.
  ///   - inputs: Its inputs.
  /// - Throws: `unreadable` or `truncatedData`.
  init(_ reader: borrowing RecordingReader, _ inputs: [RecordedSignal]) throws(RecordingError) {
    var faults: [Fault] = []
    var outside: [String] = []
    var still: Set<Int> = []
    for input in inputs {
      let header = reader.header.signals[input.signal]
      let (spread, outsidePart) = try Self.look(reader, input.signal)
      if outsidePart > Self.mostOutside { outside.append(input.label) }
      guard let spread else {
        still.insert(input.signal)
        continue
      }
      guard let gain = header.gain?.value else { continue }
      let unit = VoltageUnit(dimension: header.dimension) ?? .microvolt
      let microvolts = spread * abs(gain) * unit.microvolts.value
      let largest = unit == .millivolt || unit == .volt ? Self.improbable : Self.impossible
      guard microvolts > largest || microvolts < Self.tooSmall else { continue }
      let size = Self.size(microvolts, largest)
      let meaning = Self.meaning(header, microvolts, unit)
      let isBridged = microvolts < Self.tooSmall && unit == .microvolt
      if let place = faults.firstIndex(where: { $0.size == size && $0.meaning == meaning }) {
        faults[place].labels.append(input.label)
        faults[place].isBridged = faults[place].isBridged || isBridged
      } else {
        faults.append(Fault(size: size, meaning: meaning, labels: [input.label], isBridged: isBridged))
      }
    }
    // A few that are too small are bridged electrodes, a few too large ones loose; where half are, the unit is wrong.
    faults.removeAll { $0.isBridged && 2 * $0.labels.count < inputs.count }
    self.still = still
    cautions =
      faults.map { fault in
        let isUnit = 2 * fault.labels.count >= inputs.count
        let meaning = isUnit ? fault.meaning : "an electrode that is off, or wrong ranges in the header"
        return "\(fault.labels.joined(separator: ", ")): \(fault.size): \(meaning)"
      }
      + (outside.isEmpty
        ? []
        : [
          "\(outside.joined(separator: ", ")): more than 1 % of the samples lie outside the digital range that the header "
            + "declares: the scale may be wrong"
        ])
  }

  /// What is wrong with some inputs.
  private struct Fault {
    let size: String
    /// What explains it where most inputs have it.
    let meaning: String
    var labels: [String]
    var isBridged: Bool
  }

  private static func size(_ microvolts: Double, _ largest: Double) -> String {
    microvolts > largest
      ? "amplitudes above \(Int(largest)) uV, which no EEG has" : "amplitudes below \(tooSmall) uV"
  }

  private static func meaning(_ header: SignalHeader, _ microvolts: Double, _ unit: VoltageUnit) -> String {
    let meant = VoltageUnit.allCases.first {
      $0 != unit && usual.contains(microvolts / unit.microvolts.value * $0.microvolts.value)
    }
    let declared = header.dimension.isEmpty ? "no unit" : "the unit \(header.dimension)"
    guard let meant else { return "the ranges in the header are likely wrong" }
    return "the header declares \(declared), likely a mistake for \(meant.rawValue)"
  }

  /// The median over the records looked at of the range of the middle four fifths of their codes, nil where the signal
  /// stands still; and the part of the codes that lie outside the declared range.
  private static func look(
    _ reader: borrowing RecordingReader, _ signal: Int
  ) throws(RecordingError) -> (spread: Double?, outside: Double) {
    let header = reader.header.signals[signal]
    let declared = (header.digitalMinimum, header.digitalMaximum)
    var (outside, all) = (0, 0)
    let width = reader.header.format.bytesPerSample
    let step = max(1, reader.recordCount / records)
    // Of few, long data records several places are looked at.
    let places = max(1, records / reader.recordCount)
    var spreads: [Int32] = []
    for record in stride(from: 0, to: reader.recordCount, by: step) {
      let bytes = try reader.bytes(ofSignal: signal, inRecord: record)
      let total = bytes.count / width
      for place in 0..<places {
        let start = total * place / places
        let count = min(total - start, samples)
        guard count > 0 else { continue }
        let part = bytes.span.extracting((start * width)..<((start + count) * width))
        let (range, outsideCount) = range(of: part, count: count, width: width, declared: declared)
        spreads.append(range)
        outside += outsideCount
        all += count
      }
    }
    spreads = spreads.filter { $0 > 1 }.sorted()
    return (spreads.isEmpty ? nil : Double(spreads[spreads.count / 2]), Double(outside) / Double(max(1, all)))
  }

  /// The range of the middle four fifths of some codes, and how many lie outside the declared range.
  private static func range(
    of bytes: Span<UInt8>, count: Int, width: Int, declared: (Int32, Int32)
  ) -> (range: Int32, outside: Int) {
    var codes = [Int32](repeating: 0, count: count)
    var span = codes.mutableSpan
    let outside =
      width == 2
      ? SampleDecoding.int16(bytes, count: count, declared: declared, into: &span, from: 0)
      : SampleDecoding.int24(bytes, count: count, declared: declared, into: &span, from: 0)
    codes.sort()
    return (codes[count * 9 / 10] - codes[count / 10], outside)
  }
}
