import ArgumentParser
import Configuration
import Evaluation
import Foundation
import Replay
import Vocabulary

/// `prodrome demo`.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Play the shipped recording of a real seizure and show the explained alarm.",
    discussion: """
      Example: prodrome demo --speed real

      Plays 50 s of CHB-MIT record chb01_03, 10 s before the seizure's annotated onset and all 40 s of it, through the \
      device's own runtime: EEG, score, quality and alarm as they happen, then the log, verified.

      Exit code: 0 the alarm rose during the seizure and not before it, 1 it did not or the log is not intact, 64 usage, \
      65 a shipped file was refused.
      """)

  @OptionGroup
  var bundle: BundleOption

  @Option(help: ArgumentHelp("max, real, or a factor; 10 on a terminal if left out, else max.", valueName: "speed"))
  var speed: ReplaySpeed?

  @Option(help: "Write the log to this folder instead of a new temporary one.", completion: .directory)
  var log: String?

  func run() throws {
    let bundle = try bundle.load()
    let folder = log.map { URL(filePath: $0) } ?? DemoCommand.newFolder()
    let tally = ReplayTally()
    let (session, seizure) = try open(bundle, folder, tally)
    let what =
      "CHB-MIT chb01_03: real EEG of one person, a seizure from \(Int(seizure.onset)) s to \(Int(seizure.end)) s."
    print("\(what)\nResearch software, not a certified medical device.\n")
    let alarms = try play(session, tally, footer: what)
    let digest = try session.finish()
    try conclude(alarms, in: session, seizure: seizure, digest: digest, folder: folder)
  }

  private static func newFolder() -> URL {
    FileManager.default.temporaryDirectory.appending(path: "prodrome-demo-\(UUID().uuidString.prefix(8))")
  }

  private func open(
    _ bundle: DetectorBundle, _ folder: URL, _ tally: ReplayTally
  ) throws -> (session: ReplaySession, seizure: Interval) {
    do {
      let resources = try DefaultResources()
      let session = try ReplaySession(
        recording: resources.demoRecording, bundle: bundle, logFolder: folder, observe: { tally.take($0) })
      guard let seizure = try EventsFile(resources.demoEvents).seizures.first else {
        throw Console.refusal(resources.demoEvents.path, ValidationError("no seizure in it"))
      }
      return (session, seizure)
    } catch let code as ExitCode {
      throw code
    } catch {
      throw Console.refusal("demo", error)
    }
  }

  private func play(_ session: ReplaySession, _ tally: ReplayTally, footer: String) throws -> [AlarmEvent] {
    let view = LiveView(session, footer: footer)
    let pace = speed ?? (isatty(STDOUT_FILENO) == 1 ? .times(10) : .max)
    let start = ContinuousClock.now
    var alarms: [AlarmEvent] = []
    while try session.step() {
      view.takeSamples()
      guard let decision = tally.takeDecision() else { continue }
      let new = tally.takeAlarms()
      alarms += new
      view.show(decision, alarms: new)
      pace.wait(until: session.seconds(decision.sampleIndex), since: start)
    }
    return alarms
  }

  private func conclude(
    _ alarms: [AlarmEvent], in session: ReplaySession, seizure: Interval, digest: Digest, folder: URL
  ) throws {
    let raised = alarms.filter { $0.kind == .seizure && $0.phase == .raised }
    print("")
    for alarm in raised { show(alarm, in: session, seizure: seizure) }
    let isIntact = try LogCheck.show(folder)
    print("Decision digest \(digest.hexadecimal)")
    let times = raised.map { session.seconds($0.sampleIndex) }
    let isRight = !times.isEmpty && times.allSatisfy { $0 >= seizure.onset && $0 <= seizure.end }
    if times.isEmpty { print("No alarm rose during the seizure.") }
    if times.contains(where: { $0 < seizure.onset }) { print("An alarm rose before the seizure.") }
    guard isRight && isIntact else { throw ExitCode(1) }
  }

  private func show(_ alarm: AlarmEvent, in session: ReplaySession, seizure: Interval) {
    let time = session.seconds(alarm.sampleIndex)
    print(String(format: "Alarm at %.1f s, %.1f s after onset. What made it:", time, time - seizure.onset))
    for channel in (0..<Int(alarm.rankedCount)).map({ Int(alarm.ranked[$0]) }) where alarm.sharePermille[channel] >= 50
    {
      let name = session.name(channel).padding(toLength: 10, withPad: " ", startingAt: 0)
      let share = String(format: "%4.1f", Double(alarm.sharePermille[channel]) / 10)
      print("  \(name) \(share) %   evidence \(alarm.excess[channel])")
    }
  }
}
