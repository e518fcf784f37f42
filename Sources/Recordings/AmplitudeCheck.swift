/// Whether a recording's amplitudes can be EEG, and if not, which mistake in its header explains it.
struct AmplitudeCheck {
  /// Ranges of EEG's middle four fifths, in microvolts, that no electrode on or in a head gives throughout a recording.
  private static let impossible = 4_000.0
  /// The smallest that electrodes on a head give: below it are amplifiers' noise and bridged electrodes.
  private static let tooSmall = 0.5
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
    var faults: [(sentence: String, labels: [String])] = []
    var bridged: Set<String> = []
    var still: Set<Int> = []
    for input in inputs {
      let header = reader.header.signals[input.signal]
      guard let spread = try Self.spread(reader, input.signal) else {
        still.insert(input.signal)
        continue
      }
      guard let gain = header.gain?.value else { continue }
      let unit = VoltageUnit(dimension: header.dimension) ?? .microvolt
      let microvolts = spread * abs(gain) * unit.microvolts.value
      guard microvolts > Self.impossible || microvolts < Self.tooSmall else { continue }
      let sentence = Self.sentence(header, microvolts, unit)
      if microvolts < Self.tooSmall && unit == .microvolt { bridged.insert(sentence) }
      if let place = faults.firstIndex(where: { $0.sentence == sentence }) {
        faults[place].labels.append(input.label)
      } else {
        faults.append((sentence, [input.label]))
      }
    }
    // A few that stand still are bridged electrodes; where half do, the unit is wrong.
    faults.removeAll { bridged.contains($0.sentence) && 2 * $0.labels.count < inputs.count }
    self.still = still
    cautions = faults.map { "\($0.labels.joined(separator: ", ")): \($0.sentence)" }
  }

  private static func sentence(_ header: SignalHeader, _ microvolts: Double, _ unit: VoltageUnit) -> String {
    let size =
      microvolts > impossible
      ? "amplitudes above \(Int(impossible)) uV, which no EEG has" : "amplitudes below \(tooSmall) uV"
    let meant = VoltageUnit.allCases.first {
      $0 != unit && usual.contains(microvolts / unit.microvolts.value * $0.microvolts.value)
    }
    let declared = header.dimension.isEmpty ? "no unit" : "the unit \(header.dimension)"
    guard let meant else { return "\(size): the ranges in the header are likely wrong" }
    return "\(size): the header declares \(declared), likely a mistake for \(meant.rawValue)"
  }

  /// The median over the records looked at of the range of the middle four fifths of their codes; nil where the signal
  /// stands still.
  private static func spread(_ reader: borrowing RecordingReader, _ signal: Int) throws(RecordingError) -> Double? {
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
        spreads.append(range(of: part, count: count, width: width))
      }
    }
    spreads = spreads.filter { $0 > 1 }.sorted()
    return spreads.isEmpty ? nil : Double(spreads[spreads.count / 2])
  }

  /// The range of the middle four fifths of some codes.
  private static func range(of bytes: Span<UInt8>, count: Int, width: Int) -> Int32 {
    var codes = [Int32](repeating: 0, count: count)
    var span = codes.mutableSpan
    _ =
      width == 2
      ? SampleDecoding.int16(bytes, count: count, declared: (0, 0), into: &span, from: 0)
      : SampleDecoding.int24(bytes, count: count, declared: (0, 0), into: &span, from: 0)
    codes.sort()
    return codes[count * 9 / 10] - codes[count / 10]
  }
}
