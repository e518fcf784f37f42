import Alarms
import EventLog
import Runtime
import Station
import Testing
import Vocabulary

/// Inputs that are no EEG, from the frame to the record: what they show is recorded, and decides nothing.
@Suite struct PolygraphTests {
  private static let others: [(label: String, role: InputRole)] = [("ECG", .ecg), ("EMG", .emg)]
  private static let heart = Bedside.electrodes.count
  private static let muscle = heart + 1

  /// A night in small: no electrode on until 100 s, then an alarm that rises and stays, since the threshold is low.
  ///
  /// - Parameters:
  ///   - others: Inputs after the electrodes.
  ///   - change: Changes each frame.
  /// - Returns: What was recorded.
  /// - Throws: What is wrong with the shipped files.
  private func night(_ others: [(label: String, role: InputRole)], change: (inout Frame) -> Void = { _ in }) throws
    -> RecordList
  {
    let bedside = try Bedside(thresholdPerChannel: .min, others: others)
    var sinceBeat = 0
    bedside.play(seconds: 150) { frame in
      let second = frame.sampleIndex / 250
      if second < 100 { for input in Bedside.electrodes.indices { frame.leadOff[input] = true } }
      // 72 beats a minute, and 131 from a little before the alarm on.
      sinceBeat += 1
      if sinceBeat >= (second < 105 ? 208 : 114) { sinceBeat = 0 }
      frame.codes[Self.heart] = Self.code(ofHeart: sinceBeat)
      frame.codes[Self.muscle] = (frame.sampleIndex % 5 < 2 ? 1 : -1) * (second < 110 ? 200 : 2000)
      change(&frame)
    }
    return bedside.records
  }

  /// A QRS of 80 ms and 1 mV: up, down and back, in codes of 22 nV.
  private static func code(ofHeart sample: Int) -> Int32 {
    let shape: [Int32] = [0, -2, -4, 0, 8, 20, 32, 45, 32, 20, 8, -4, -8, -12, -8, -4, -2, 0, 0, 0]
    return sample < shape.count ? 1000 * shape[sample] : 0
  }

  @Test func theHeartsRiseIsBesideTheAlarm() throws {
    let records = try night(Self.others)
    let alarm = try #require(records.alarms.first { $0.kind == .seizure && $0.phase == .raised })
    let body = try #require(records.polygraphies.first { $0.cause == .event })
    #expect(body.number == UInt64(alarm.eventNumber) && body.count == 2)
    #expect(body.sampleIndex - alarm.sampleIndex == 30 * 250)
    let heart = body.signals[0]
    #expect(heart.role == .ecg && heart.name == ChannelName("ECG") && heart.input == UInt8(Self.heart))
    #expect(heart.before.median == 72 && heart.before.seconds >= 40)
    #expect((130...133).contains(heart.during.highest) && heart.during.seconds == 60)
    #expect(
      body.changes[0].text
        == "heart rate rose from 72 to \(heart.during.highest) within 30 s of the alarm")
    #expect(body.changes[1].text.hasPrefix("muscle power of EMG rose from"))
  }

  @Test func everyMinuteIsRecorded() throws {
    let minutes = try night(Self.others).polygraphies.filter { $0.cause == .minute }
    #expect(minutes.map(\.number) == [0, 1])
    #expect(minutes[0].signals[0].during.median == 72 && minutes[1].signals[0].during.highest == 132)
    #expect(minutes.allSatisfy { $0.signals[0].before == PolygraphStretch() })
  }

  @Test func nothingIsDecidedByIt() throws {
    let with = try night(Self.others)
    let without = try night([])
    #expect(with.digest.digest == without.digest.digest && with.digest.count == without.digest.count)
    #expect(without.polygraphies.isEmpty)
    // Whatever comes of those inputs.
    let broken = try night(Self.others) { frame in
      frame.codes[Self.heart] = frame.sampleIndex % 3 == 0 ? .max : .min
      frame.leadOff[Self.muscle] = true
    }
    #expect(broken.digest.digest == without.digest.digest)
  }

  @Test func anElectrodeThatIsOffGivesNoNumber() throws {
    let records = try night(Self.others) { frame in
      if frame.sampleIndex >= 70 * 250 { frame.leadOff[Self.heart] = true }
    }
    let body = try #require(records.polygraphies.first { $0.cause == .event })
    #expect(body.signals[0].during == PolygraphStretch())
    #expect(body.changes[0].text == "heart rate: cannot judge")
    #expect(body.signals[1].during.seconds > 0)
    let minutes = records.polygraphies.filter { $0.cause == .minute }
    #expect(minutes[1].signals[0].during.seconds <= 11)
  }

  @Test func aGapGivesNoNumber() throws {
    let bedside = try Bedside(others: Self.others)
    func play(_ seconds: Double) {
      bedside.play(seconds: seconds) { $0.codes[Self.heart] = Self.code(ofHeart: Int($0.sampleIndex % 208)) }
    }
    play(70)
    bedside.lose(frames: 40 * 250)
    play(20)
    let minute = try #require(bedside.records.polygraphies.last { $0.cause == .minute })
    // Of the second minute 10 s before the gap, and what is left of 10 s after it once beats are known again.
    #expect((10...16).contains(minute.signals[0].during.seconds))
    #expect(minute.signals[0].during.median == 72)
  }
}
