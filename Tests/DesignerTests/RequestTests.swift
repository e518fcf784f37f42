import Designer
import Signal
import Testing
import Vocabulary

@Suite struct RequestTests {
  private func request(
    calibration: Calibration = Calibration(multiplier: 256, offset: 0, shift: 0, lowestCode: -2048, highestCode: 2047)
  ) -> DesignRequest {
    DesignRequest(
      inputs: [InputDescription(label: "Cz", calibration: calibration)], inputRate: Rate(256), modelRate: 128,
      windowSamples: 512, hopSamples: 128)
  }

  @Test func aScaleWithMorePlacesThanTheDeviceTakesIsShortened() throws {
    // 0.390625 µV per code with 40 binary places.
    let fine = Calibration(
      multiplier: 100 << 40, offset: 50 << 40, shift: 40, lowestCode: -2048, highestCode: 2047)
    let design = try SignalDesigner.design(request(calibration: fine)).design
    #expect(design.calibrations[0].isSafe)
    let scale = Double(design.calibrations[0].multiplier) / Double(1 << UInt64(design.calibrations[0].shift))
    let offset = Double(design.calibrations[0].offset) / Double(1 << UInt64(design.calibrations[0].shift))
    #expect(scale == 100 && offset == 50)
  }

  @Test func aScaleThatCannotBeIsRefused() {
    let crossed = Calibration(multiplier: 1, offset: 0, shift: 0, lowestCode: 5, highestCode: 5)
    #expect(throws: DesignError.calibration(label: "Cz")) { try SignalDesigner.design(request(calibration: crossed)) }
    let none = Calibration(multiplier: 0, offset: 0, shift: 0, lowestCode: 0, highestCode: 5)
    #expect(throws: DesignError.calibration(label: "Cz")) { try SignalDesigner.design(request(calibration: none)) }
    let huge = Calibration(multiplier: .max, offset: .min, shift: 0, lowestCode: 0, highestCode: 5)
    #expect(throws: DesignError.calibration(label: "Cz")) { try SignalDesigner.design(request(calibration: huge)) }
    let largest = Calibration(multiplier: .max, offset: .max, shift: 40, lowestCode: 0, highestCode: 5)
    #expect(throws: Never.self) { try SignalDesigner.design(request(calibration: largest)) }
  }

  @Test func windowsAndMainsOutOfRangeAreNamed() {
    var wanted = request()
    wanted.windowSamples = 500
    #expect(throws: DesignError.window(samples: 500, hop: 128)) { try SignalDesigner.design(wanted) }
    wanted = request()
    wanted.hopSamples = 0
    #expect(throws: DesignError.window(samples: 512, hop: 0)) { try SignalDesigner.design(wanted) }
    wanted = request()
    wanted.mainsHertz = [16]
    #expect(throws: DesignError.mains([16])) { try SignalDesigner.design(wanted) }
    wanted = request()
    wanted.modelRate = 1000
    #expect(throws: DesignError.modelRate(1000)) { try SignalDesigner.design(wanted) }
  }

  @Test func notchesAreMadeOnlyForMainsThatTheModelsRateCarries() throws {
    var wanted = request()
    #expect(try SignalDesigner.design(wanted).design.notchCount == 4)
    wanted.modelRate = 64
    wanted.windowSamples = 256
    wanted.hopSamples = 64
    let slow = try SignalDesigner.design(wanted).design
    #expect(slow.notchCount == 0 && slow.quality.mainsCount == 2)
    wanted.mainsHertz = []
    #expect(try SignalDesigner.design(wanted).design.quality.mainsCount == 0)
  }
}
