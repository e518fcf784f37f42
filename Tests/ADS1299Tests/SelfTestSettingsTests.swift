import Testing

@testable import ADS1299

/// What is measured inside the chip is not to reach the person: the bias electrode stays connected.
@Suite struct SelfTestSettingsTests {
  @Test(arguments: [SelfTest.shortedInputs, .testSignal]) func noInputIsPartOfTheBiasSignal(test: SelfTest) {
    var settings = ADS1299Settings()
    settings.bias.isOn = true
    for input in settings.inputs.indices {
      settings.inputs[input].biasPositive = true
      settings.inputs[input].biasNegative = true
    }
    let temporary = test.settings(from: settings)
    for input in settings.inputs.indices {
      #expect(!temporary.inputs[input].biasPositive && !temporary.inputs[input].biasNegative)
      #expect(temporary.inputs[input].source == (test == .testSignal ? .testSignal : .shorted))
    }
  }
}
