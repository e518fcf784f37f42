import Foundation
import Station
import Text

/// One bed: how its board is reached, and what is known of it.
public struct Bed: Sendable {
  /// What people call it.
  public let name: String
  /// What is known of it.
  public private(set) var state = BedState()
  private let program: String
  private let destination: String
  private let port: UInt16?
  private let identity: String?
  private let connection: URL?
  private let clipKey: ClipKey?
  /// How often it may still be sought in older segments when the session began.
  private var searchesLeft = 3

  /// Bytes of the log that are asked for at first, and once the bed is known.
  private static let bytes = (first: 4 << 20, again: 1 << 16)
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
    let before = state.lastSequence
    do throws(PullFault) {
      let newest = try ask(before == 0 ? Self.bytes.first : Self.bytes.again)
      let isUnbroken = newest?.records.first.map { $0.envelope.sequence <= before + 1 } ?? true
      // More was written since than was asked for.
      let answer = isUnbroken || before == 0 ? newest : try ask(Self.bytes.first)
      state.take(completed(answer), at: time)
      if state.asksForUpdate { state.takeUpdate(try askForUpdate()) }
    } catch {
      state.takeFailure("\(error)")
    }
  }

  private func ask(_ limit: Int) throws(PullFault) -> NewestRecords? {
    var newest = try NewestRecords.ask(shell, limit: limit)
    newest?.open(with: clipKey)
    return newest
  }

  /// An answer with the records of the program's start and of the session before it, where older segments hold them:
  /// channels have their names from there. A bed is shown without them rather than not at all.
  private mutating func completed(_ answer: NewestRecords?) -> NewestRecords? {
    guard var answer, state.session == nil, searchesLeft > 0,
      !answer.records.contains(where: { $0.kind == .boot || $0.kind == .session }),
      let search = SessionSearch(before: answer, in: ShellLog(shell))
    else { return answer }
    searchesLeft -= 1
    guard let earlier = try? search.records(), !earlier.isEmpty else { return answer }
    searchesLeft = 0
    // All that was taken without them is taken again.
    state = BedState()
    answer.records.insert(contentsOf: earlier, at: 0)
    return answer
  }

  /// What happened last to the board's slots; nil where nothing has, or from a board that cannot say.
  private func askForUpdate() throws(PullFault) -> String? {
    do throws(PullFault) {
      let line = String(decoding: try shell.run("updates", limit: 4096), as: UTF8.self)
      let text = String(line.unicodeScalars.filter(\.isPrintableASCII).map(Character.init))
      return text.isEmpty ? nil : text
    } catch {
      if case .refused = error { return nil }
      throw error
    }
  }

  /// The way to the board; the time counts from now on.
  private var shell: RemoteShell {
    RemoteShell(
      destination: destination, program: program, port: port, identity: identity, limitSeconds: Self.answerSeconds,
      connection: connection)
  }
}
