import Testing
import Vocabulary

@testable import Recordings

@Suite struct CalibrationTests {
  private let sixteenBits: ClosedRange<Int32> = -32_768...32_767

  private func header(
    _ physicalMinimum: String, _ physicalMaximum: String, _ digitalMinimum: Int32, _ digitalMaximum: Int32
  ) throws -> SignalHeader {
    SignalHeader(
      label: "Fp1", dimension: "uV", physicalMinimum: try #require(Ratio(decimal: physicalMinimum.utf8)),
      physicalMaximum: try #require(Ratio(decimal: physicalMaximum.utf8)), digitalMinimum: digitalMinimum,
      digitalMaximum: digitalMaximum, samplesPerRecord: 1)
  }

  /// `(code * multiplier + offset) / 2^shift`, rounded half up, as the device computes it; traps on overflow.
  private func apply(_ calibration: Calibration, _ code: Int32) -> Int64 {
    let half: Int64 = calibration.shift > 0 ? 1 << Int64(calibration.shift - 1) : 0
    return (Int64(code) * calibration.multiplier + calibration.offset + half) >> Int64(calibration.shift)
  }

  @Test(
    arguments: [
      ("-800", "800", -2_048, 2_047), ("0", "8400", -32_768, 32_767), ("-3276.8", "3276.7", -32_768, 32_767),
      ("8711", "-8711", -32_768, 32_767), ("-289.746", "617.4804", -2_967, 6_323),
      ("-4096", "4095.875", -32_768, 32_767),
      ("-499712", "499696.7", -32_768, 32_767), ("0.000001", "0.000002", -32_768, 32_767),
      ("-59", "-23", -2_048, 2_047),
    ] as [(String, String, Int32, Int32)])
  func equalsTheHeadersFormulaForEveryCode(
    physicalMinimum: String, physicalMaximum: String, digitalMinimum: Int32, digitalMaximum: Int32
  ) throws {
    let header = try header(physicalMinimum, physicalMaximum, digitalMinimum, digitalMaximum)
    let calibration = try #require(Calibration(header, unit: .microvolt, codes: sixteenBits))
    #expect(calibration.lowestCode == digitalMinimum)
    #expect(calibration.highestCode == digitalMaximum)
    let gain = try #require(header.gain)
    var differences = 0
    for code in sixteenBits {
      let steps = Ratio(Int64(code) - Int64(digitalMinimum))
      let microvolts = try #require(gain.multiplied(by: steps)?.adding(header.physicalMinimum))
      let exact = try #require(microvolts.multiplied(by: Ratio(256)))
      if apply(calibration, code) != exact.rounded {
        // Only where the exact value is closer to a half than the calibration's last binary place.
        let distance = abs((exact.value - exact.value.rounded(.down)) - 0.5)
        #expect(distance < 1e-6, "\(code)")
        differences += 1
      }
    }
    #expect(differences < 20)
  }

  @Test func usesAsManyBinaryPlacesAsFit() throws {
    let calibration = try #require(
      Calibration(try header("-800", "800", -2_048, 2_047), unit: .microvolt, codes: sixteenBits))
    // 256 * 1600 / 4095 is just above 100; 100 * 32,768 * 2^41 is below 2^63, twice that with the offset is not.
    #expect(calibration.shift == 41)
    let product = calibration.multiplier.multipliedReportingOverflow(by: 32_768)
    #expect(!product.overflow)
    #expect(product.partialValue.magnitude.leadingZeroBitCount <= 2)
  }

  @Test(
    arguments: [
      ("-187500", "187500", -8_388_608, 8_388_607), ("-99999.9", "9999999", -1, 1),
      ("99999998", "99999999", -8_388_608, 8_388_607), ("0", "0.000001", 0, 8_388_607),
    ] as [(String, String, Int32, Int32)])
  func overflowsForNoCodeOfTheFormat(
    physicalMinimum: String, physicalMaximum: String, digitalMinimum: Int32, digitalMaximum: Int32
  ) throws {
    let wide: ClosedRange<Int32> = -8_388_608...8_388_607
    let header = try header(physicalMinimum, physicalMaximum, digitalMinimum, digitalMaximum)
    for unit in [VoltageUnit.nanovolt, .microvolt] {
      let calibration = try #require(Calibration(header, unit: unit, codes: wide))
      for code in [wide.lowerBound, -1, 0, 1, wide.upperBound] {
        let product = Int128(code) * Int128(calibration.multiplier) + Int128(calibration.offset)
        let half: Int128 = calibration.shift > 0 ? 1 << Int128(calibration.shift - 1) : 0
        #expect(product.magnitude + half.magnitude <= Int128(Int64.max).magnitude)
      }
    }
  }

  @Test func scalesByTheUnit() throws {
    let header = try header("-32.768", "32.767", -32_768, 32_767)
    let values = try [VoltageUnit.nanovolt, .microvolt, .millivolt, .volt].map { unit in
      apply(try #require(Calibration(header, unit: unit, codes: sixteenBits)), 32_000)
    }
    #expect(values == [8, 8_192, 8_192_000, 8_192_000_000])
  }

  @Test func refusesRangesThatDoNotFit() throws {
    #expect(Calibration(try header("5", "5", 0, 1), unit: .microvolt, codes: sixteenBits) == nil)
    #expect(Calibration(try header("0", "5", 1, 1), unit: .microvolt, codes: sixteenBits) == nil)
    #expect(Calibration(try header("0", "9E15", 0, 1), unit: .microvolt, codes: sixteenBits) == nil)
    #expect(Calibration(try header("0", "9E17", 0, 1), unit: .volt, codes: sixteenBits) == nil)
  }

  @Test(arguments: [
    ("uV", VoltageUnit.microvolt), ("\u{B5}V", .microvolt), ("\u{3BC}V", .microvolt), ("mV", .millivolt), ("V", .volt),
    ("nV", .nanovolt),
  ])
  func knowsTheUnitsInFiles(dimension: String, unit: VoltageUnit) {
    #expect(VoltageUnit(dimension: dimension) == unit)
  }

  @Test(arguments: ["", "%", "bpm", "G", "kV", "Ohm", "uV/cm", "uV2", "mmHg"])
  func takesNothingElseForAVoltage(dimension: String) {
    #expect(VoltageUnit(dimension: dimension) == nil)
  }
}
