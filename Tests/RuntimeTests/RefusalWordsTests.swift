import Alarms
import Configuration
import Runtime
import Station
import Testing
import Vocabulary

/// What a board says of a bundle that it refuses are words, and those of the fault.
@Suite struct RefusalWordsTests {
  private func words(_ problem: BundleProblem, _ number: UInt8) -> String {
    "\(FaultDetail.bundle(problem, UInt32(number)))"
  }

  /// The name of a Swift case as a site file has it.
  private func words(of name: String, joinedBy separator: String) -> String {
    name.reduce("") { $1.isUppercase ? $0 + separator + $1.lowercased() : $0 + String($1) }
  }

  @Test func eachFieldOfAnAlarmPolicyIsNamed() throws {
    let faults = (UInt8.min...UInt8.max).compactMap(AlarmPolicyFault.init(rawValue:))
    #expect(faults.count == 10)
    for fault in faults where fault != .length && fault != .version {
      #expect(words(.alarmPolicy, fault.rawValue).hasSuffix(": " + words(of: "\(fault)", joinedBy: "_")))
    }
    #expect(words(.alarmPolicy, 1).hasSuffix("wrong length") && words(.alarmPolicy, 2).hasSuffix("unknown version"))
  }

  @Test func eachReasonToStaySilentIsNamed() throws {
    let faults = (UInt8.min...UInt8.max).compactMap(CallingFault.init(rawValue:))
    #expect(faults.count == 6)
    for fault in faults {
      let name = words(of: "\(fault)", joinedBy: " ")
      #expect(words(.cannotCall, fault.rawValue).contains(": " + name), "\(name)")
    }
  }

  @Test func noSentenceEndsInABareNumberOfAKind() {
    for kind in 1...6 as ClosedRange<UInt8> {
      for problem in [BundleProblem.missingSection, .sectionVersion] {
        let sentence = words(problem, kind)
        #expect(!sentence.contains { $0.isNumber } && !sentence.contains("unknown kind"), "\(sentence)")
      }
    }
    let register = FaultDetail.settings(.register, 1 | 0x05 << 8 | 0x77 << 16)
    #expect("\(register)".hasSuffix("no setting has the value 0x77 in register CH1SET (0x05) of chip 2"))
    #expect("\(FaultDetail.settings(.excitation, 0))".hasSuffix("no whole number of samples"))
  }
}
