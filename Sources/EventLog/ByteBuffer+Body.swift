import Vocabulary

extension ByteBuffer {
  /// Holds a record's body and nothing else: how every body is encoded before it is emitted or written.
  ///
  /// - Parameter body: The body.
  public mutating func hold<Body: RecordBody>(_ body: Body) {
    removeAll()
    body.encode(into: &self)
  }
}
