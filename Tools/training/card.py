"""The model's card, from its metrics: no figure in it is typed by hand."""

from . import shipping
from .alarms import POINTS, RAISE_DEVIATIONS, Policy


def text(metrics: dict) -> str:
    """The card as Markdown."""
    encoder = metrics["encoder"]
    sections = [
        _head(metrics), _data(metrics), _method(metrics), _results(metrics), _spread(encoder), _people(encoder), _variants(metrics),
        _measured(metrics), _explanations(metrics), _limits(metrics),
    ]
    return "\n\n".join(section for section in sections if section) + "\n"


GAIN = """It hangs on microvolts, and what was tried against that cost more than it gave (same folds, mean within-person AUC; explorations
that `Tools/train` does not repeat). Scaling all channels of a window together by their own median line length: AUC 0.79 with the square
root of it, 0.74 with all of it, where gain no longer matters at all, against 0.84 as recorded; `balanced` then finds 36 to 62 % of the
seizures. Varying the gain by half an octave in training: 0.81 against 0.83 (a smaller network). Scaling each channel's window by its deviation: 0.75. Dividing by a person's own true
non-ictal level, which only an oracle knows, on band features: 0.82 against 0.83 as recorded, so a perfect baseline would buy
robustness, not skill; and on clips that begin at the onset no baseline can be learned in time. The gain must be right."""


def _head(metrics) -> str:
    model, settings = metrics["model"], metrics["settings"]
    seconds = settings["window_samples"] / settings["rate_hz"]
    return f"""# `{settings["name"]}`: a one-channel seizure detector

**Research software. Not a medical device; no clinical claim is made.**

An int8 encoder of one channel's window ({settings["window_samples"]} samples at {settings["rate_hz"]} Hz, {seconds:g} s, a hop of \
{settings["hop_samples"] / settings["rate_hz"]:g} s), in microvolts of {settings["input_step_microvolts"]:g} a step. Its last \
layer's int32 sum is the channel's evidence; a montage of 1 to 32 channels is scored by their mean. \
{model["parameters"]} parameters, {model["multiply_accumulates_per_window"]} multiply-accumulates for a channel's window, \
{model["bytes"]} bytes. Operators: conv2d, average pool, mean, fully connected.

Made by `Tools/train train` (seed {settings["seed"]}); every figure below is in `metrics.json`, printed by `Tools/train evaluate`."""


def _data(metrics) -> str:
    rows = "\n".join(
        f"| {one['dataset']} | {one['people']} | {one['recordings']} | {one['hours']:.2f} | {one['seizures']} | "
        f"{one['ictal_seconds']} | {one['channels'][0]} to {one['channels'][1]} |"
        for one in metrics["data"])  # fmt: skip
    return f"""## Data

| dataset | people | recordings | hours | seizures | ictal seconds | channels used |
| --- | --- | --- | --- | --- | --- | --- |
{rows}

- CHB-MIT Scalp EEG Database, Shoeb and Guttag, PhysioNet, doi:10.13026/C2K01R, licensed ODC-By 1.0. Clips: each seizure from its annotated
  onset (some from 10 s before), and up to a minute after it; runs without a seizure start 60 s after an onset. **All its negatives are
  peri-ictal or post-ictal, none is interictal.** chb01 and chb21 are one person.
- Guinea-Bissau recordings, van Hees, Zenodo 1252141, published under CC BY 4.0: an Emotiv headset, without annotated seizures; nobody
  looked for any.

Windows were made by `prodrome windows`: the device's own integer signal chain, the `auto` montage, the default site."""


def _method(metrics) -> str:
    policy = Policy(**metrics["policy"])
    return f"""## Method

Trained end to end through the mean over channels ({metrics["settings"]["channels_per_window"]} channels drawn anew for each window), \
on ictal windows against post-ictal windows of the same people and background windows \
(weight {metrics["settings"]["background_weight"]:g}), people balanced; polarity, gain and noise varied. Post-training int8 quantisation.

**Split**: one person left out, {len(metrics["encoder"]["window_auc"])} folds, together with a share of the background's people. A fold's
two numbers for each operating point (threshold and accumulated excess, from {len(RAISE_DEVIATIONS)} sizes) come from the other folds'
held-out scores, never from the person judged: those that find most seizures while false alarms stay within
{_limit_text()}. The shipped model is trained on everyone; its numbers are those that all held-out scores give together. The
network's shape, the number of steps and the form of the alarm rule were chosen by looking at such tables of these same people:
expect somewhat less on others.

**Scorer**: {metrics["scorer"]}. Alarm policy: {shipping.policy_text(policy)}."""


def _limit_text() -> str:
    return "; ".join(
        f"{point.background_per_hour:g} an hour in background and {point.clinical_per_hour:g} in clinical recordings (`{point.name}`)"
        for point in POINTS)


def _results(metrics) -> str:
    lines = []
    for row in metrics["detectors"]:
        for point, figures in row["points"].items():
            delay = figures["latency_s_median"]
            short = figures["detected_10_s_or_less"]
            lines.append(
                f"| {row['name']} | {row['window_auc_person_mean']:.3f} | {point} | {figures['sensitivity']:.0%} | "
                f"{figures['sensitivity_over_10_s']:.0%} | {short[0]} of {short[1]} | {figures['sensitivity_person_mean']:.0%} | "
                f"{'-' if delay is None else f'{delay:.0f} s'} | {_rate(figures['clinical'])} | {_rate(figures['background'])} |")
    return (
        "## Results on people never seen\n\n"
        "AUC: ictal against non-ictal windows within a person, mean over people. False alarms: count in hours (exact Poisson 95 % upper "
        "bound for an hour).\n\n"
        "| detector | AUC | operating point | seizures found | over 10 s | 10 s or less | mean over people | median latency | "
        "false alarms, clinical | false alarms, background |\n"
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n" + "\n".join(lines))


def _rate(figures) -> str:
    return f"{figures['false_alarms']} in {figures['hours']:.2f} h (< {figures['per_hour_upper95']:.2f})"


def _spread(encoder) -> str:
    low, high = encoder["window_auc_person_mean_95"]
    lines = [
        f"| {point} | {figures['sensitivity_person_mean']:.0%} | {figures['sensitivity_person_mean_95'][0]:.0%} to "
        f"{figures['sensitivity_person_mean_95'][1]:.0%} | {_quartiles(figures)} |"
        for point, figures in encoder["points"].items()
    ]
    return (
        "## How sure\n\nThirteen people are few. 95 % intervals by drawing people anew (bootstrap, 10,000 draws): "
        f"AUC {encoder['window_auc_person_mean']:.3f} ({low:.3f} to {high:.3f}).\n\n"
        "| operating point | seizures found, mean over people | 95 % interval | latency, quartiles |\n| --- | --- | --- | --- |\n"
        + "\n".join(lines))


def _quartiles(figures) -> str:
    quartiles = figures["latency_s_quartiles"]
    return "-" if quartiles is None else f"{quartiles[0]:.0f} to {quartiles[1]:.0f} s"


def _explanations(metrics) -> str:
    found = metrics["explanations"]
    additive, pointing, ranks = found["additivity"], found["pointing_game"], found["weight_randomisation"]
    rows = "\n".join(
        f"| {name} | {one['windows']} | {one['mean_drop_by_evidence']:.0f} | {one['mean_drop_random']:.0f} | "
        f"{one['better_than_random']:.1%} | {one['wilcoxon_p']:.1g} |"
        for name, one in found["deletion"].items())
    return f"""## Explanations tested

By the folds' encoders, on the people each has not seen.

- **Additivity**: the score was the exact sum of the channels' whole-number evidence in {additive["exact"]} of {additive["windows"]} windows.
- **Deletion**: channels of an ictal window masked one by one, those with most evidence first, against 20 random orders: mean drop of the
  montage's mean evidence along the way, in units of the accumulator. Insertion is the same figure read from the other end, since
  evidence adds up. With a mask that does not depend on the channel the better order is better by construction; the second mask, another
  window of the same person and channel, is the test.

| mask | windows | drop by evidence | drop in random order | better than random | Wilcoxon p |
| --- | --- | --- | --- | --- | --- |
{rows}

- **Pointing game**: {pointing["trial"]}; it then had the most evidence of all channels in {pointing["planted_first"]:.1%} of \
{pointing["trials"]} trials (chance about {pointing["chance"]:.0%}).
- **Weight randomisation**: the channels' order agrees with that of an untrained network of the same shape by a rank correlation of
  {ranks["rank_correlation_mean"]:.2f} (95 % of windows: {ranks["rank_correlation_95"][0]:.2f} to {ranks["rank_correlation_95"][1]:.2f})."""


def _people(encoder) -> str:
    found = encoder["points"]["balanced"]["per_person"]
    rows = "\n".join(
        f"| {person} | {encoder['window_auc'].get(person, float('nan')):.2f} | {hit} of {count} |"
        for person, (hit, count) in found.items())
    return f"## By person (`balanced`)\n\n| held-out person | AUC | seizures found |\n| --- | --- | --- |\n{rows}"


def _variants(metrics) -> str:
    base = metrics["encoder"]
    rows = [_variant("as recorded", base)] + [_variant(name, row) for name, row in metrics["variants"].items()]
    return (
        "## Another amplifier\n\nHeld-out clinical recordings changed before the encoder, thresholds unchanged. `narrow device`: only six "
        "temporal derivations, a low-pass at 35 Hz, steps of 0.51 microvolt.\n\n"
        "| | AUC | seizures found (`balanced`) | false alarms, clinical |\n| --- | --- | --- | --- |\n" + "\n".join(rows)
        + "\n\n" + GAIN)


def _variant(name, row) -> str:
    figures = row["points"]["balanced"]
    return f"| {name} | {row['window_auc_person_mean']:.3f} | {figures['sensitivity']:.0%} | {_rate(figures['clinical'])} |"


def _measured(metrics) -> str:
    rows = [
        f"| {one['dataset']} | {one['people']} | {point} | {_rate(figures)} |"
        for one in metrics["measured_only"] for point, figures in one["points"].items()
    ]
    if not rows:
        return ""
    return (
        "## Recordings that nothing was learned from\n\nThe shipped model, with the default policy.\n\n"
        "| dataset | people | operating point | alarms |\n| --- | --- | --- | --- |\n" + "\n".join(rows))


def _limits(metrics) -> str:
    demo = next((one for one in metrics["per_recording"] if one["file"].startswith("sub-chb01_") and "run-01_" in one["file"]), None)
    lines = [
        "- Clips, not days: **no rate of false alarms per day can be given**. The clinical hours are minutes around seizures of thirteen "
        "children; the background is another device, sitting still.",
        "- Non-ictal clinical windows alarm far more often per hour than background. The background tells how quiet it is on a headset at rest; "
        "it does not tell how quiet it is in a ward.",
        "- It works in microvolts: an amplifier with a wrong gain changes it (see *Another amplifier*).",
        "- A window needs its length and the filters' settling after a start or gap: no alarm is possible in the first seconds, and many "
        "seizures of 10 s or less are missed.",
        "- The clips start at the onset. On the board quiet hops come before: the accumulated excess is then zero as at a clip's start, but "
        "the first windows of a seizure are mixed with what precedes it, and latency may differ.",
        "- Some people's seizures look to it less like seizures than what follows them (see *By person*).",
    ]
    if demo:
        times = ", ".join(f"{time:g} s" for time in demo["alarms_s"]) or "none"
        span = ", ".join(f"{onset:g} to {end:g} s" for onset, end in demo["seizures"])
        lines.append(
            f"- The recording that `prodrome demo` plays (chb01_03, seizure {span}) **is in the training data**. The fold that had not seen "
            f"this person raised alarms at: {times}.")
    return "## Limits\n\n" + "\n".join(lines)
