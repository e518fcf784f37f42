import Alarms
import Testing

@testable import prodrome

@Suite struct PatternSoundTests {
  @Test(arguments: [
    (AlarmPattern.highPriority, 30, 19.5), (.greatestUrgency, 30, 17.7), (.mediumPriority, 9, 30.0),
    (.lowPriority, 6, 60.0),
  ])
  func soundsWhereTheBuzzerDoes(pattern: AlarmPattern, tones: Int, seconds: Double) {
    let samples = PatternSound(pattern).samples
    #expect(Double(samples.count) == seconds * Double(PatternSound.samplesPerSecond))
    // A tone is where something is heard within two milliseconds.
    let step = PatternSound.samplesPerSecond / 500
    let heard = stride(from: 0, to: samples.count, by: step).map { start in
      samples[start..<min(samples.count, start + step)].contains { abs(Int($0)) > 6000 }
    }
    let starts = zip([false] + heard, heard).count { !$0 && $1 }
    #expect(starts == tones)
  }

  @Test func isAFileOfItsLength() {
    let file = [UInt8](PatternSound(.mediumPriority).file)
    #expect(file.count == 44 + 2 * 30 * PatternSound.samplesPerSecond)
    #expect(String(decoding: file[0..<4] + file[8..<16], as: UTF8.self) == "RIFFWAVEfmt ")
    #expect(Int(file[40]) | Int(file[41]) << 8 | Int(file[42]) << 16 == file.count - 44)
  }
}
