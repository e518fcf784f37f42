import EventLog
import LogSupport
import Station
import Testing
import Vocabulary

@Suite struct FaultDetailTests {
  private static func text(_ name: StaticString) -> FixedText<32> { FixedText<32>(name) }

  /// One of each kind, the bytes that the log keeps of it, and its sentence.
  static let cases: [(detail: FaultDetail, bytes: [UInt8], sentence: String)] = [
    (.none, [0], ""),
    (.framesLost(3), [1, 3, 0, 0, 0, 0, 0, 0, 0], "3 frames lost"),
    (.channels(ChannelMask(rawValue: 0b1010)), [2, 10, 0, 0, 0], "channels 2 4"),
    (
      .settings(.serialClock, 9_000_000), [3, 1, 0x40, 0x54, 0x89, 0],
      "the front end's settings are refused: the SPI clock must be 1 to 4000000 Hz, and is 9000000"
    ),
    (.identity(chip: 0, found: 0xFF), [4, 0, 255], "chip 1: no ADS1299 answers: ID 0x3e expected, found 0xff"),
    (
      .register(chip: 1, address: 3, expected: 0xEC, found: 0x60), [5, 1, 3, 0xEC, 0x60],
      "chip 2: CONFIG3 (0x03) holds 0x60, written was 0xec"
    ),
    (.noEdges(select: 0), [6, 0], "chip select 1: no data-ready edge for 12 samples"),
    (.brokenFrames(select: 1), [7, 1], "chip select 2: 8 broken frames in a row"),
    (.lateFrames, [8], "no frame could be fetched in its time, 12 samples in a row"),
    (.silence(milliseconds: 3001), [9, 0xB9, 0x0B, 0, 0], "3001 ms without a decision"),
    (
      .system(.open, subject: text("/dev/spidev0.0"), code: 2),
      [10, 2] + Array("/dev/spidev0.0".utf8) + [UInt8](repeating: 0, count: 18) + [2, 0, 0, 0],
      "/dev/spidev0.0: opening failed: no such file or directory (ENOENT)"
    ),
    (
      .storage(.write, segment: 7, code: 28), [11, 4, 7, 0, 0, 0, 28, 0, 0, 0],
      "the log's storage: writing segment 7 failed: no room left (ENOSPC)"
    ),
    (.log(.lost), [12, 4], "records that could not be made durable are lost"),
    (
      .storageStalled(milliseconds: 10_001), [13, 0x11, 0x27, 0, 0],
      "10001 ms without a sign of life from the thread that stores"
    ),
    (.recordsRefused(2), [14, 2, 0, 0, 0], "2 records did not fit the queue to the log"),
    (.bundle(.sectionCheck, 4096), [15, 16, 0, 16, 0, 0], "damaged section at byte 4096"),
    (.button(.stuck), [16, 1], "the acknowledge button is stuck: held for longer than anybody presses"),
    (.keptState, [17], "what the board keeps over restarts is damaged: alarms count as unacknowledged"),
    (.keptPart(.person), [18, 1], "whose pseudonym was in force cannot be read: a new one was drawn"),
    (.slept(milliseconds: 5_000), [19, 136, 19, 0, 0], "the machine slept, and nothing was watched for 5000 ms"),
    (.rate(select: 1), [20, 1], "chip select 2: samples come at another rate than was set"),
    (
      .standstill(hops: 10), [21, 10],
      "no channel's evidence has changed for 10 hops: the model does not answer to what it is given"
    ),
    (
      .testSignal(inputs: ChannelMask(rawValue: 0b101)), [22, 5, 0, 0, 0],
      "the chip's own test signal is measured wrong at input 1 3"
    ),
  ]

  /// Bytes of the record before the detail.
  private static let heading = 12

  private func bytes(_ detail: FaultDetail) -> [UInt8] {
    Samples.bytes(of: FaultEvent(reason: .frontEnd, phase: .raised, sampleIndex: 5, detail: detail))
  }

  private func decoded(_ bytes: [UInt8]) throws -> FaultEvent { try FaultEvent(decoding: bytes.span) }

  /// The kinds are those that the reader knows: it refuses the number of any other.
  @Test func thereIsACaseOfEveryKind() {
    let kinds = (UInt8.min...UInt8.max).filter { number in
      var record = bytes(.none)
      record[Self.heading] = number
      do { _ = try decoded(record) } catch {
        return error as? BodyFault != .value(offset: Self.heading, found: UInt64(number))
      }
      return true
    }
    #expect(Self.cases.map(\.detail.kind) == kinds)
  }

  @Test(arguments: cases.indices) func aDetailComesBackFromItsBytes(index: Int) throws {
    let (detail, expected, _) = Self.cases[index]
    let bytes = bytes(detail)
    #expect(Array(bytes[Self.heading...]) == expected)
    #expect(try decoded(bytes).detail == detail)
    for count in 0..<bytes.count { #expect(throws: BodyFault.self) { try decoded(Array(bytes.prefix(count))) } }
    #expect(throws: BodyFault.self) { try decoded(bytes + [0]) }
  }

  @Test(arguments: cases.indices) func aDetailReadsAsASentence(index: Int) {
    #expect("\(Self.cases[index].detail)" == Self.cases[index].sentence)
  }

  @Test func everyProblemHasASentenceOfItsOwnAndComesBack() throws {
    var sentences: Set<String> = []
    var details: [FaultDetail] = []
    for number in UInt8.min...UInt8.max {
      if let problem = BundleProblem(rawValue: number) { details.append(.bundle(problem, 1)) }
      if let problem = SettingsProblem(rawValue: number) { details.append(.settings(problem, 1)) }
      if let problem = LogRefusal(rawValue: number) { details.append(.log(problem)) }
      if let problem = ButtonProblem(rawValue: number) { details.append(.button(problem)) }
      if let operation = SystemOperation(rawValue: number) {
        details.append(.system(operation, subject: Self.text("it"), code: 5))
      }
      if let operation = StorageOperation(rawValue: number) { details.append(.storage(operation, segment: 0, code: 5)) }
      details.append(.register(chip: 0, address: number, expected: 0, found: 1))
    }
    for detail in details {
      #expect(try decoded(bytes(detail)).detail == detail)
      #expect(sentences.insert("\(detail)").inserted || "\(detail)".contains("no register"), "\(detail)")
    }
    #expect(details.count == 35 + 9 + 4 + 2 + 21 + 6 + 256)
  }

  @Test(arguments: [3, 10, 11, 12, 15, 16]) func aNumberThatStandsForNothingIsRefused(kind: Int) throws {
    var bytes = bytes(Self.cases[kind].detail)
    bytes[Self.heading + 1] = 255
    #expect(throws: BodyFault.value(offset: Self.heading + 1, found: 255)) { try decoded(bytes) }
  }

  @Test func errorsAreNamedAndOnesThatAreNotKnownAreNumbers() {
    func sentence(_ code: Int32) -> String {
      "\(FaultDetail.system(.open, subject: Self.text("it"), code: code))"
    }
    #expect(sentence(0) == "it: opening failed")
    #expect(sentence(4095) == "it: opening failed: error 4095")
    #expect(sentence(13) == "it: opening failed: permission denied (EACCES)")
    #expect("\(FaultDetail.channels(ChannelMask()))" == "no channel any more")
    #expect("\(FaultDetail.channels(ChannelMask(rawValue: 1 << 31)))" == "channel 32")
  }

  /// The number that an older program wrote was the offset alone.
  @Test func aFieldOfABundleThatIsRefusedIsNamed() {
    func sentence(_ field: UInt32) -> String { "\(FaultDetail.bundle(.field, field << 24 | 114))" }
    let (start, end) = ("a field has a value it must not have", ", at its section's byte 114")
    #expect(sentence(6) == start + ": spi.speed_hz" + end && sentence(39) == start + ": time_zone" + end)
    #expect(sentence(0) == start + end)
    #expect(
      "\(FaultDetail.settings(.register, 1 | 3 << 8 | 0x60 << 16))"
        == "the front end's settings are refused: no setting has the value 0x60 in register CONFIG3 (0x03) of chip 2")
  }

  @Test func aNameThatIsTooLongKeepsItsEnd() {
    let path = Array("/a/long/folder/that/nobody/needs/board.bundle".utf8) + [0]
    let text = FixedText<32>(fitting: path.span)
    #expect(
      "\(FaultDetail.system(.copy, subject: text, code: 27))".hasPrefix("er/that/nobody/needs/board.bundle".suffix(31)))
    let odd: [UInt8] = [0x41, 0xC3, 0xA4, 0]
    #expect(FixedText<32>(fitting: odd.span) == FixedText<32>("A??"))
  }
}
