import ArgumentParser
import Foundation
import Inference
import ModelCompiler
import Text

/// `prodrome model time`.
struct ModelTimeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "time",
    abstract: "Time a network's kernels: whole windows, and hops of which only the new part is computed.",
    discussion: """
      Example: prodrome model time Models/epilepsy-detector/model.tflite --channels 18

      One thread, inputs of random bytes. A model.json beside the file gives the hop. PRODROME_KERNELS forces the kernels. Exit code 65: the \
      network or the kernels are refused.
      """)

  @Argument(help: "A .tflite file of int8 operators or int16 activations.")
  var file: String

  @Option(help: "Windows of so many channels make one run.")
  var channels = 1

  @Option(help: "How many runs are timed.")
  var runs = 200

  @Flag(help: "Print one JSON object a line.")
  var json = false

  func validate() throws {
    guard (1...32).contains(channels) else { throw ValidationError("--channels takes 1 to 32") }
    guard (1...1_000_000).contains(runs) else { throw ValidationError("--runs takes 1 to 1000000") }
  }

  func run() throws {
    let model = try ModelCommand.compile(file, usesMetadata: true, arenaCapacity: InferenceLimits.arenaBytes)
    let plan = try ModelPlan(section: model.section.span)
    let kernels = try ModelCommand.kernels()
    var generator = SystemRandomNumberGenerator()
    let input = (0..<plan.inputBytes).map { _ in Int8.random(in: -128...127, using: &generator) }
    guard plan.information.inputChannels == 1 && plan.tensor(Int(plan.information.inputTensor)).elements == .int8 else {
      return show("window", kernels, timeSingle(plan, model.section, input, kernels))
    }
    show("window", kernels, timeBatches(plan, model.section, input, kernels, continues: false))
    if BatchedEncoder(plan, channelCount: channels).isStreaming {
      show("hop", kernels, timeBatches(plan, model.section, input, kernels, continues: true))
    }
  }

  /// Times windows one after the other.
  private func timeSingle(
    _ plan: borrowing ModelPlan, _ section: [UInt8], _ input: [Int8], _ kernels: KernelSet
  ) -> Times {
    var arena = [Int8](repeating: 0, count: Int(plan.information.arenaBytes))
    var bytes = arena.mutableSpan
    var times = Times()
    for _ in 0..<runs {
      let start = ContinuousClock.now
      for _ in 0..<channels {
        times.evidence &+= plan.evidence(input: input.span, section: section.span, arena: &bytes, kernels: kernels)
      }
      times.note(start.duration(to: .now))
    }
    return times
  }

  /// Times windows of all channels, or hops, as the board evaluates them.
  private func timeBatches(
    _ plan: borrowing ModelPlan, _ section: [UInt8], _ input: [Int8], _ kernels: KernelSet, continues: Bool
  ) -> Times {
    var encoder = BatchedEncoder(plan, channelCount: channels, kernels: kernels)
    let newest = input.span.extracting(last: encoder.sampleCount(continues: continues))
    let capacity = encoder.capacity(continues: continues)
    var evidence = [Int32](repeating: 0, count: channels)
    var values = evidence.mutableSpan
    var times = Times()
    for _ in 0..<runs {
      let start = ContinuousClock.now
      for first in stride(from: 0, to: channels, by: capacity) {
        let run = BatchedEncoder.Run(channels: first..<min(first + capacity, channels), continues: continues)
        for channel in run.channels { encoder.take(newest, of: channel, in: run) }
        encoder.evaluate(run, of: plan, section: section.span, into: &values)
      }
      times.note(start.duration(to: .now))
    }
    times.evidence = evidence.reduce(0, &+)
    return times
  }

  private func show(_ what: String, _ kernels: KernelSet, _ times: Times) {
    if json {
      var object = JSONObject()
      object.set("what", what)
      object.set("kernels", "\(kernels.name)")
      object.set("channels", channels)
      object.set("runs", runs)
      object.set("time_us_median", times.median)
      object.set("time_us_min", times.least)
      object.set("time_us_p99", times.highest)
      print(object.line)
    } else {
      let label = what.padding(toLength: 8, withPad: " ", startingAt: 0)
      print("\(label)\(kernels.name)  median \(times.median) us, least \(times.least) us, p99 \(times.highest) us")
    }
  }

  /// The durations of runs, in microseconds.
  private struct Times {
    /// Keeps the compiler from leaving the work out.
    var evidence: Int32 = 0
    private var microseconds: [Double] = []

    mutating func note(_ duration: Duration) { microseconds.append(duration / .microseconds(1)) }

    var median: Double { quantile(0.5) }
    var least: Double { microseconds.min() ?? 0 }
    var highest: Double { quantile(0.99) }

    private func quantile(_ share: Double) -> Double {
      let sorted = microseconds.sorted()
      return (sorted[Int(share * Double(sorted.count - 1))] * 1_000).rounded() / 1_000
    }
  }
}
