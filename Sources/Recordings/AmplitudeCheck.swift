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
  /// By so many times another scale is another unit, not another amplifier.
  private static let otherScale = 200.0
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
    var measured: [Measured] = []
    var outside: [String] = []
    var still: Set<Int> = []
    for input in inputs {
      let header = reader.header.signals[input.signal]
      let (spread, outsidePart) = try Self.look(reader, input.signal)
      if outsidePart > Self.mostOutside { outside.append(input.label) }
      if spread == nil { still.insert(input.signal) }
      guard let gain = header.gain?.value else { continue }
      measured.append(Measured(label: input.label, header: header, gain: gain, spread: spread))
    }
    self.still = still
    cautions =
      Self.faults(measured, of: inputs.count).map { "\($0.labels.joined(separator: ", ")): \($0.size): \($0.meaning)" }
      + (outside.isEmpty
        ? []
        : [
          "\(outside.joined(separator: ", ")): more than 1 % of the samples lie outside the digital range that the header "
            + "declares: the scale may be wrong"
        ]) + Self.ranges(of: inputs, in: reader.header)
  }

  /// Digital ranges that the format does not have, each with its inputs.
  private static func ranges(of inputs: [RecordedSignal], in header: RecordingHeader) -> [String] {
    let codes = header.format.codeRange
    var found: [(range: ClosedRange<Int32>, labels: [String])] = []
    for input in inputs {
      let signal = header.signals[input.signal]
      guard signal.digitalMinimum < codes.lowerBound || signal.digitalMaximum > codes.upperBound else { continue }
      let range = signal.digitalMinimum...signal.digitalMaximum
      if let place = found.firstIndex(where: { $0.range == range }) {
        found[place].labels.append(input.label)
      } else {
        found.append((range, [input.label]))
      }
    }
    return found.map { range, labels in
      "\(labels.joined(separator: ", ")): found a digital range of \(range.lowerBound) to \(range.upperBound), expected "
        + "one within \(codes.lowerBound) to \(codes.upperBound): the scale may be wrong"
    }
  }

  /// What an input's header says and its samples are.
  private struct Measured {
    let label: String
    /// The unit that the header declares, in words.
    let declared: String
    let unit: VoltageUnit
    /// Microvolts in a code.
    let scale: Double
    /// The range of the middle four fifths, nil where it stands still.
    let microvolts: Double?

    init(label: String, header: SignalHeader, gain: Double, spread: Double?) {
      self.label = label
      declared = header.dimension.isEmpty ? "no unit" : "the unit \(header.dimension)"
      unit = VoltageUnit(dimension: header.dimension) ?? .microvolt
      let scale = abs(gain) * unit.microvolts.value
      self.scale = scale
      microvolts = spread.map { $0 * scale }
    }

    /// In which way its amplitude cannot be EEG's; nil where it can.
    var size: String? {
      guard let microvolts else { return nil }
      let largest = unit == .millivolt || unit == .volt ? improbable : impossible
      if microvolts > largest { return "amplitudes above \(Int(largest)) uV, which no EEG has" }
      return microvolts < tooSmall ? "amplitudes below \(tooSmall) uV" : nil
    }

    /// What explains it where the unit is wrong.
    var meaning: String {
      let meant = VoltageUnit.allCases.first {
        $0 != unit && usual.contains((microvolts ?? 0) / unit.microvolts.value * $0.microvolts.value)
      }
      guard let meant else { return "the ranges in the header are likely wrong" }
      return "the header declares \(declared), likely a mistake for \(meant.rawValue)"
    }

    /// Whether the unit or the scale is another than most inputs'.
    func isApart(_ most: (unit: VoltageUnit, scale: Double)) -> Bool {
      unit != most.unit || max(scale / most.scale, most.scale / scale) > otherScale
    }
  }

  /// What is wrong with some inputs.
  private struct Fault {
    let size: String
    let meaning: String
    let labels: [String]

    init(_ inputs: [Measured], _ size: String, _ meaning: String) {
      self.size = size
      self.meaning = meaning
      labels = inputs.map(\.label)
    }
  }

  /// What is wrong, with the inputs that have it. Where half of all have it, the unit is wrong. A few whose unit or
  /// scale is another than most inputs' have theirs wrong; of the others, what is too small is a bridged electrode, and
  /// what is too large a loose one.
  private static func faults(_ measured: [Measured], of count: Int) -> [Fault] {
    let scales = measured.map(\.scale).sorted()
    let units = Dictionary(grouping: measured, by: \.unit).mapValues(\.count)
    let usualUnit = VoltageUnit.allCases.max { units[$0, default: 0] < units[$1, default: 0] } ?? .microvolt
    let most = (unit: usualUnit, scale: scales.isEmpty ? 1 : scales[scales.count / 2])
    var faults: [Fault] = []
    for one in measured {
      guard let size = one.size, !faults.contains(where: { $0.labels.contains(one.label) }) else { continue }
      let alike = measured.filter { $0.size == size && $0.meaning == one.meaning }
      let isApart = one.isApart(most)
      let own = alike.filter { $0.isApart(most) == isApart }
      if 2 * alike.count >= count {
        faults.append(Fault(alike, size, one.meaning))
      } else if isApart {
        faults.append(Fault(own, size, "\(one.meaning), in these alone"))
      } else if one.unit != .microvolt || !size.contains("below") {
        faults.append(Fault(own, size, "an electrode that is off, or wrong ranges in the header"))
      }
    }
    return faults
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
