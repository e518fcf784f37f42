import Runtime

extension RuntimeFault {
  /// What does not fit, for people.
  public var words: String {
    switch self {
    case .signal(let fault): "the signal chain's design is refused: \(fault.words)"
    case .rate: "the detector's sampling rate is not the signal chain's"
    case .window: "the detector's window is not the signal chain's"
    case .hop: "the detector's hop is not the signal chain's, or too short to hide every channel in turn"
    case .role: "the model is no detector"
    case .evidence: "the detector takes one channel at a time, and its evidence cannot be added up"
    case .montage: "the detector takes the channels of a montage, and they are not the signal chain's"
    case .memory: "the detector, with its input kept to explain a hop, is larger than there is room for"
    case .input: "the detector's input is not of int8"
    case .clip: "log.clip_before_s asks for more than a board holds, or a hop of all channels is longer than a record"
    }
  }
}
