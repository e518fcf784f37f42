import EventLog
import Text
import Vocabulary

extension BootBody {
  /// A line of type `boot`.
  var json: JSONObject {
    var object = JSONObject(type: "boot")
    object.set("boot", bootNumber)
    object.set("version", "\(versionMajor).\(versionMinor).\(versionPatch)")
    object.set("bundle", bundle.hexadecimal)
    object.set("machine", machine.label)
    object.set("kernels", kernels.label)
    object.set("capabilities", capabilities.rawValue)
    object.set("log_bytes_discarded", logBytesDiscarded)
    return object
  }
}

extension SessionBody {
  /// A line of type `session`.
  var json: JSONObject {
    var object = JSONObject(type: "session")
    object.set("pseudonym", pseudonymText)
    object.set("admitted", isAdmitted)
    object.set("first_sample", firstSample)
    object.set("level_steps", levelSteps)
    object.set("level_learned_hops", learnedHops)
    object.set("threshold_in_force", thresholdInForce)
    object.set("rate_hz", inputRate.hertz)
    object.set("model", model.label)
    object.set("model_rate_hz", modelRate.hertz)
    object.set("window_samples", windowSamples)
    object.set("hop_samples", hopSamples)
    object.set("operating_point", operatingPoint.label)
    object.set("threshold_per_channel", thresholdPerChannel)
    object.set("raise_excess", raiseExcess)
    if !evidenceKind.addsUp { object.set("evidence_of", evidenceKind.word) }
    object.set("firing_hops", firingHops)
    object.set("raise_hops", raiseHops)
    object.set("clear_hops", clearHops)
    object.set(
      "channels",
      (0..<Int(channelCount)).map { channel in
        var part = JSONObject()
        part.set("name", names[channel].label)
        part.set("positive", positive[channel].count == 0 ? nil : positive[channel].label)
        part.set("negative", negative[channel].count == 0 ? nil : negative[channel].label)
        return part
      })
    return object
  }
}

extension Decision {
  /// A line of type `decision`.
  func json(in session: SessionBody?) -> JSONObject {
    var object = JSONObject(type: "decision")
    object.set("t_s", session?.time(of: sampleIndex))
    object.set("state", verdict.state.word)
    object.set("score", score)
    object.set("threshold", threshold)
    object.set("accumulated", verdict.accumulated)
    object.set("firing", verdict.firing)
    object.set("firing_hops", verdict.firingHops)
    object.set("hop", hopIndex)
    object.set("sample", sampleIndex)
    object.setChannels(0..<Int(channelCount), in: session) { channel, part in
      part.set("evidence", usable[channel] ? evidence[channel] : nil)
      part.set("quality", quality[channel].names)
    }
    return object
  }
}

extension EvidenceBody {
  /// A line of type `evidence`.
  public func json(in session: SessionBody?) -> JSONObject {
    var object = JSONObject(type: "evidence")
    object.set("t_s", session?.time(of: sampleIndex))
    if let cause {
      object.set("method", "occlusion")
      object.set("adds_up", false)
      object.set("cause", cause.word)
    }
    object.set("output", output)
    object.set("hop", hopIndex)
    object.set("sample", sampleIndex)
    object.setChannels(0..<Int(channelCount), in: session) { channel, part in
      part.set("output_without", usable[channel] ? outputWithout[channel] : nil)
    }
    return object
  }
}

extension FaultEvent {
  /// A line of type `fault`.
  func json(in session: SessionBody?) -> JSONObject {
    var object = JSONObject(type: "fault")
    object.set("t_s", session?.time(of: sampleIndex))
    object.set("reason", reason.word)
    object.set("phase", phase.word)
    object.set("sample", sampleIndex)
    object.set("detail", detail == .none ? nil : "\(detail)")
    return object
  }
}

extension AcknowledgementBody {
  /// A line of type `acknowledgement`.
  func json(in session: SessionBody?) -> JSONObject {
    var object = JSONObject(type: "acknowledgement")
    object.set("t_s", session?.time(of: sampleIndex))
    object.set("kind", alarmKind.word)
    object.set("event", eventNumber)
    object.set("sample", sampleIndex)
    return object
  }
}

extension HealthBody {
  /// A line of type `health`.
  var json: JSONObject {
    var object = JSONObject(type: "health")
    object.set("frames", frames)
    object.set("gaps", gaps)
    object.set("lost", lost)
    object.set("hops", hops)
    object.set("overruns", overruns)
    object.set("storage_bytes", storageBytes)
    object.set("flushes", flushes)
    if let unstored { object.set("unstored", unstored) }
    return object
  }
}

extension PersonBody {
  /// A line of type `person`.
  func json(in session: SessionBody?) -> JSONObject {
    var object = JSONObject(type: "person")
    object.set("t_s", session?.time(of: sampleIndex))
    object.set("act", act.word)
    object.set("by", source.word)
    object.set("pseudonym", SessionBody.text(of: pseudonym))
    object.set("minutes", act == .standby ? minutes : nil)
    object.set("sample", sampleIndex)
    return object
  }
}

extension ForecastBody {
  /// A line of type `forecast`, shares in log-odds.
  func json(in session: SessionBody?) -> JSONObject {
    var object = JSONObject(type: "forecast")
    object.set("t_s", session?.time(of: sampleIndex))
    object.set("change", change.word)
    object.set("local_hour", hour)
    object.set("utc_offset_minutes", offsetMinutes)
    object.set("withheld", withheld.word)
    object.set("level", level.word)
    object.set("probability", Double(probability) / Double(1 << 30))
    object.set("base_log_odds", Self.logOdds(base))
    var parts = JSONObject()
    for (index, name) in ["rate", "hour_of_day", "weekday", "since_last", "cycle"].enumerated() {
      parts.set(name, Self.logOdds(shares[index]))
    }
    parts.set("eeg", evidence.map { Self.logOdds($0.share) })
    object.set("shares_log_odds", parts)
    var eeg = JSONObject()
    if let evidence {
      eeg.set("said", evidence.said)
      eeg.set("weight", Double(evidence.weight) / Double(1 << 16))
      eeg.set("gate", evidence.gate.word)
    }
    object.set("eeg", evidence == nil ? nil : eeg)
    object.set("sample", sampleIndex)
    return object
  }

  private static func logOdds(_ value: Int64) -> Double { Double(value) / Double(1 << 24) }
}

extension LearnedBody {
  /// A line of type `learned`; null what nothing is known of.
  func json(in session: SessionBody?) -> JSONObject {
    var object = JSONObject(type: "learned")
    object.set("t_s", session?.time(of: sampleIndex))
    object.set("cause", cause.word)
    object.set("refused", refusal.word)
    object.set("refused_number", refusal == .none ? nil : number)
    let isHistory = (1..<1 << 33).contains(historyEnd)
    object.set("history_end", isHistory ? WallTime(nanoseconds: historyEnd * 1_000_000_000).start.description : nil)
    object.set("history_entries", isHistory ? entries : nil)
    object.set("since_local_hour", hasBegun ? firstHour : nil)
    object.set("local_hour", hasBegun ? hour : nil)
    object.set("observed_hours", hasBegun ? observedHours : nil)
    object.set("scored_hours", hasBegun ? scoredHours : nil)
    object.set("lead_events", hasBegun ? Double(leads) / 256 : nil)
    object.set("last_event_local_second", hasBegun && leads > 0 ? lastEvent : nil)
    object.set("log_capital", hasBegun ? Double(staked) / Double(1 << 24) : nil)
    object.set("shown", hasBegun ? isShown : nil)
    object.set("stopped_working", hasBegun ? hasStopped : nil)
    object.set("sample", sampleIndex)
    return object
  }
}

extension PolygraphBody {
  /// A line of type `polygraphy`: null what could not be judged.
  public func json(in session: SessionBody?) -> JSONObject {
    var object = JSONObject(type: "polygraphy")
    object.set("t_s", session?.time(of: sampleIndex))
    object.set("cause", cause.word)
    object.set("minute", cause == .minute ? number : nil)
    object.set("event", cause == .event ? number : nil)
    object.set("sample", sampleIndex)
    object.set(
      "inputs",
      (0..<Int(count)).map { index in
        let signal = signals[index]
        var part = JSONObject()
        part.set("name", signal.name.label)
        part.set("role", signal.role.word)
        part.set("unit", PolygraphChange.unit(of: signal.role))
        Self.set(signal.during, "", of: signal.role, in: &part)
        if cause == .event { Self.set(signal.before, "before_", of: signal.role, in: &part) }
        return part
      })
    return object
  }

  private static func set(
    _ stretch: PolygraphStretch, _ prefix: String, of role: InputRole, in part: inout JSONObject
  ) {
    let isKnown = stretch.seconds > 0
    func scaled(_ value: UInt32) -> Double? { isKnown ? PolygraphChange.value(value, of: role) : nil }
    part.set(prefix + "judged_s", stretch.seconds)
    part.set(prefix + "median", scaled(stretch.median))
    part.set(prefix + "lowest", scaled(stretch.lowest))
    part.set(prefix + "highest", scaled(stretch.highest))
  }
}

extension InputNoteBody {
  /// A line of type `input_note`.
  var json: JSONObject {
    var object = JSONObject(type: "input_note")
    object.set("cause", cause.word)
    object.set("names", labels)
    object.set("text", sentence)
    return object
  }
}

extension ClosingBody {
  /// A line of type `closing`.
  var json: JSONObject {
    var object = JSONObject(type: "closing")
    object.set("records", recordCount)
    object.set("segment_digest", digest.hexadecimal)
    return object
  }
}

extension SealBody {
  /// A line of type `seal`.
  var json: JSONObject {
    var object = JSONObject(type: "seal")
    object.set("epoch", epoch)
    object.set("tag", tag.hexadecimal)
    return object
  }
}

extension ClipBody {
  /// A line of type `clip`, or `sealed_clip` without samples; its samples in whole 2^-8 microvolt.
  func json(_ bytes: [UInt8], in session: SessionBody?) -> JSONObject {
    var object = JSONObject(type: isSealed ? "sealed_clip" : "clip")
    object.set("event", eventNumber)
    object.set("hop", hopIndex)
    object.set("sample", sampleIndex)
    object.set("first_model_sample", firstModelSample)
    guard !isSealed else { return object }
    object.set("microvolts_per_unit", 1.0 / 256)
    object.setChannels(0..<Int(channelCount), in: session) { channel, part in
      part.set("samples", (0..<Int(samplesPerChannel)).map { sample(channel: channel, index: $0, in: bytes.span) })
    }
    return object
  }
}

extension FeaturesBody {
  /// A line of type `features`, in microvolts and square microvolts.
  func json(in session: SessionBody?) -> JSONObject {
    var object = JSONObject(type: "features")
    object.set("t_s", session?.time(of: sampleIndex))
    object.set("minute", minuteIndex)
    object.set("sample", sampleIndex)
    object.setChannels(0..<Int(channelCount), in: session) { channel, part in
      Self.set(channels[channel], in: &part)
    }
    return object
  }

  private static func set(_ features: ChannelFeatures, in part: inout JSONObject) {
    let isKnown = features.sampleCount > 0
    func scaled(_ value: UInt32) -> Double? { isKnown ? Double(value) / 256 : nil }
    part.set("samples", features.sampleCount)
    part.set("quality", features.quality.names)
    part.set("line_length_uv", scaled(features.lineLength))
    part.set("variance_uv2", scaled(features.variance))
    part.set("delta_uv2", scaled(features.delta))
    part.set("theta_uv2", scaled(features.theta))
    part.set("alpha_uv2", scaled(features.alpha))
    part.set("beta_uv2", scaled(features.beta))
    part.set("gamma_uv2", scaled(features.gamma))
    part.set("lag_one_autocorrelation", isKnown ? Double(features.lagOneAutocorrelation) / 32_768 : nil)
    part.set("spikes", isKnown ? features.spikes : nil)
  }
}
