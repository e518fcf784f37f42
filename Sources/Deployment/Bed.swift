import Foundation
import Station
import Text

/// One bed: how its board is reached, and what is known of it.
public struct Bed: Sendable {
  /// What people call it.
  public let name: String
  /// What is known of it.
  public internal(set) var state = BedState()
  private let program: String
  private let destination: String
  private let port: UInt16?
  private let identity: String?
  private let connection: URL?
  private let clipKey: ClipKey?
  /// How often it may still be sought in older segments when the session began.
  private var searchesLeft = Bed.searches
  /// Whether only its channels' names are known of the session, not when it began.
  private var isWithoutStart = false

  private static let searches = 3
  /// How long a search may take.
  private static let searchSeconds = 10

  /// Bytes of the log that are asked for at first, once the bed is known, and where that is not all that is new.
  private static let bytes = (first: 4 << 20, again: 1 << 16, alarm: 1 << 19)
  /// How long a board may take to answer.
  private static let answerSeconds = 20

  /// Names a bed; nothing is asked yet.
  ///
  /// - Parameters:
  ///   - name: What people call it.
  ///   - destination: Its board, as `ssh` takes it.
  ///   - program: The program in place of `ssh`.
  ///   - port: The port, if not what the system's settings say.
  ///   - identity: The private key's file, if not what the system's settings say.
  ///   - connection: A folder for the socket of one connection that all questions share.
  ///   - clipKey: What sealed clips are opened with.
  public init(
    name: String, destination: String, program: String = "ssh", port: UInt16? = nil, identity: String? = nil,
    connection: URL? = nil, clipKey: ClipKey? = nil
  ) {
    self.name = name
    self.destination = destination
    self.program = program
    self.port = port
    self.identity = identity
    self.connection = connection
    self.clipKey = clipKey
  }

  /// Asks the board what is new; a failure is kept in the state.
  ///
  /// - Parameter time: This computer's time.
  public mutating func ask(at time: Date = Date()) {
    do throws(PullFault) {
      let isNew = state.lastSequence == 0 || state.session == nil && searchesLeft > 0
      var answer = isNew ? try ask(Self.bytes.first) : try askAgain()
      if answer?.records.contains(where: { $0.kind == .boot || $0.kind == .session }) == true { isWithoutStart = false }
      let isLate = complete(&answer)
      state.take(answer, at: time)
      if isWithoutStart { state.takeUnknownStart() }
      // Older segments took their time: what is shown is to be of now.
      if isLate { state.take(try askAgain(), at: time) }
      askBesides(at: time)
    } catch {
      state.takeFailure("\(error)")
    }
  }

  /// What is new since the answer before; where that is more than is usually asked for, as much as at first.
  private func askAgain() throws(PullFault) -> NewestRecords? {
    // During an alarm its EEG is written, too.
    for limit in [Self.bytes.again, Self.bytes.alarm] {
      let answer = try ask(limit)
      if !misses(answer) { return answer }
    }
    return try ask(Self.bytes.first)
  }

  private func ask(_ limit: Int) throws(PullFault) -> NewestRecords? {
    var newest = try NewestRecords.ask(shell(), limit: limit)
    newest?.open(with: clipKey)
    return newest
  }

  /// Whether more was written since than an answer holds.
  private func misses(_ answer: NewestRecords?) -> Bool {
    guard let first = answer?.records.first else { return false }
    return first.envelope.sequence > state.lastSequence + 1
  }

  /// Puts before an answer what it lacks, from older segments: all since the session began, so that channels have their
  /// names and what stands is known; or what was written since the answer before. A bed is shown without it rather than
  /// not at all.
  ///
  /// - Returns: Whether older segments were fetched.
  private mutating func complete(_ answer: inout NewestRecords?) -> Bool {
    guard var found = answer, !found.records.contains(where: { $0.kind == .boot }),
      let earlier = EarlierRecords(before: found, in: ShellLog(shell(seconds: Self.searchSeconds)))
    else { return false }
    if state.session != nil {
      guard misses(found) else { return false }
      if let missed = try? earlier.records(after: state.lastSequence) {
        found.records.insert(contentsOf: missed.map { $0.opened(with: clipKey) }, at: 0)
        answer = found
        return true
      }
      // What stands now is not known from what stood then.
      state = BedState()
      searchesLeft = Self.searches
    }
    guard searchesLeft > 0, !found.records.contains(where: { $0.kind == .session }) else { return false }
    searchesLeft -= 1
    var records = (try? earlier.sinceSession()) ?? []
    isWithoutStart = records.isEmpty
    if records.isEmpty { records = (try? earlier.start()) ?? [] }
    guard !records.isEmpty else { return true }
    searchesLeft = 0
    state = BedState()
    found.records.insert(contentsOf: records.map { $0.opened(with: clipKey) }, at: 0)
    answer = found
    return true
  }

  /// Asks for what happened last to the board's slots, and how much room the log has. Where that is not answered, what
  /// is known of the bed stands, and it is asked again.
  private mutating func askBesides(at time: Date) {
    if state.asksForUpdate {
      switch answer(to: "updates") {
      case .line(let line):
        let text = String(line.unicodeScalars.filter(\.isPrintableASCII).map(Character.init))
        state.takeUpdate(text.isEmpty ? nil : text)
      case .unknownRequest: state.takeUpdate(nil)
      case nil: break
      }
    }
    guard state.asksForStorage(at: time) else { return }
    switch answer(to: "storage") {
    case .line(let line): state.takeStorage(StorageRoom(answer: line), at: time)
    case .unknownRequest: state.takeStorage(nil, at: time)
    case nil: state.putOffStorage(at: time)
    }
  }

  /// What a request came to.
  private enum Answer {
    case line(String)
    /// The board's files are older than the request.
    case unknownRequest
  }

  /// The answer to a request; nil where none came.
  private func answer(to request: String) -> Answer? {
    do throws(PullFault) {
      return .line(String(decoding: try shell().run(request, limit: 4096), as: UTF8.self))
    } catch {
      guard case .refused(_, 64, _) = error else { return nil }
      return .unknownRequest
    }
  }

  /// The way to the board; the time counts from now on.
  private func shell(seconds: Int = answerSeconds) -> RemoteShell {
    RemoteShell(
      destination: destination, program: program, port: port, identity: identity, limitSeconds: seconds,
      connection: connection)
  }
}
