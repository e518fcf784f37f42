import Foundation

/// A file on a board that is replaced as a whole: after a cut at any time, the board has the old one or the new one.
public struct RemoteFile: Sendable {
  /// Its path on the board.
  public let path: String
  private let shell: RemoteShell

  /// Names a file on a board; nil if the path is not an absolute one of letters, digits and `._-/`, which every shell
  /// takes as it stands.
  ///
  /// - Parameters:
  ///   - path: The path.
  ///   - shell: The way to the board; its account may write there.
  public init?(path: String, shell: RemoteShell) {
    let allowed = path.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || [0x2E, 0x5F, 0x2D, 0x2F].contains(byte)
    }
    guard allowed, path.hasPrefix("/"), !path.hasSuffix("/"), !path.contains("..") else { return nil }
    self.path = path
    self.shell = shell
  }

  /// Replaces the file: written beside it, made durable, read back, renamed.
  ///
  /// - Parameters:
  ///   - source: The new contents.
  ///   - digest: Their SHA-256 in hexadecimal digits; what arrived is compared with it before it is put in place.
  /// - Throws: `PullFault`; unless it says otherwise the old file is still there.
  public func replace(with source: URL, digest: String) throws(PullFault) {
    let new = "\(path).new"
    try check(new, digest, try answer("umask 022; cat > \(new) && sync \(new) && sha256sum < \(new)", input: source))
    let folder = path.split(separator: "/").dropLast().map { "/\($0)" }.joined()
    try check(
      path, digest, try answer("mv -f \(new) \(path) && sync \(folder.isEmpty ? "/" : folder) && sha256sum < \(path)"))
  }

  private func answer(_ command: String, input: URL? = nil) throws(PullFault) -> String {
    String(decoding: try shell.run(command, limit: 4096, input: input), as: UTF8.self)
  }

  private func check(_ path: String, _ digest: String, _ answer: String) throws(PullFault) {
    let found = answer.prefix(64)
    guard found.count == 64, found.allSatisfy(\.isHexDigit) else {
      throw .answer(command: "sha256sum", found: "no digest", expected: "64 hexadecimal digits")
    }
    guard found == digest else { throw .corrupted(path: path, found: String(found), expected: digest) }
  }
}
