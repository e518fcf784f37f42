"""The command behind Tools/train."""

import argparse
import dataclasses
import json
import pathlib
import sys
import tempfile
import time

import tensorflow as tf

from . import (alarms, artefacts, card, classifiers, context, corpus, domain, evaluation, explanations, fitting, folds, forecaster, level,
               mixing, montages, personal, scoring, shipping, synthetic)
from .settings import Settings

ROOT = pathlib.Path(__file__).resolve().parents[2]
CACHE = ROOT / ".build" / "training"
SHIPPED = ROOT / "Models" / "epilepsy-detector"
STARTED = time.monotonic()


def note(text: str) -> None:
    """Progress, on standard error."""
    print(f"[{time.monotonic() - STARTED:6.0f} s] {text}", file=sys.stderr, flush=True)


def main() -> None:
    arguments = _arguments()
    # The same seed gives the same model file: one thread, no operation that depends on timing.
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    tf.config.experimental.enable_op_determinism()
    if arguments.smoke:
        sys.exit(_smoke())
    if arguments.command == "forecaster":
        sys.exit(_forecaster(arguments))
    settings = dataclasses.replace(Settings(), **_changes(arguments.set))
    if arguments.command == "classifiers":
        classifiers.write(arguments.output, settings, CACHE / "windows", note)
        return
    if arguments.command == "finetune":
        policy = alarms.Policy(hop_seconds=settings.hop_seconds)
        sys.exit(personal.finetune(
            arguments.data[0], arguments.background, arguments.model, arguments.output, settings, policy, CACHE, note))
    if arguments.command == "context":
        print(_context(arguments.data, settings, CACHE))
        return
    if arguments.command == "level":
        print(_level(arguments.data, arguments.output, settings, CACHE))
        return
    metrics, recordings = _evaluate(arguments.data, arguments.measure, settings, CACHE)
    print(evaluation.table(metrics["detectors"]))
    if arguments.command == "evaluate":
        print(card.report(metrics))
        if arguments.json:
            arguments.json.write_text(json.dumps(metrics, indent=2, allow_nan=False) + "\n")
        return
    _ship(arguments.output, recordings, arguments.measure, metrics, settings, CACHE)
    note(f"written: {arguments.output}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="Tools/train")
    parser.add_argument("--smoke", action="store_true", help="a run of under a minute on made-up recordings")
    parser.add_argument("command", nargs="?", default="train",
                        choices=("train", "evaluate", "level", "context", "finetune", "classifiers", "forecaster"))  # fmt: skip
    parser.add_argument("--data", nargs="+", type=pathlib.Path, default=[],
                        help="BIDS datasets to learn from; finetune: one person's folder")  # fmt: skip
    parser.add_argument("--background", nargs="+", type=pathlib.Path, default=[],
                        help="finetune: BIDS datasets without seizures, of the same front end")  # fmt: skip
    parser.add_argument("--model", type=pathlib.Path, default=SHIPPED, help="finetune: the model to start from")
    parser.add_argument("--measure", nargs="+", type=pathlib.Path, default=[],
                        help="BIDS datasets without seizures that are scored and never learned from")  # fmt: skip
    parser.add_argument("--output", type=pathlib.Path, help="the model's folder; train, level: the shipped one if left out")
    parser.add_argument("--time-zone", default="UTC", help="forecaster: the zone of the logs' people")
    parser.add_argument("--study", action="store_true", help="forecaster: the smallest effect found, on generated people")
    parser.add_argument("--people", type=int, default=40, help="forecaster --study: people with an effect, of each size")
    parser.add_argument("--without", type=int, default=200, help="forecaster --study: people without an effect")
    parser.add_argument("--days", type=int, nargs="+", default=[90, 180, 365], help="forecaster --study: days of a record")
    parser.add_argument("--effects", type=float, nargs="*", default=[0.5, 0.75, 1, 1.5],
                        help="forecaster --study: shifts before events, in standard deviations of an hour")  # fmt: skip
    parser.add_argument("--json", type=pathlib.Path, help="evaluate: write all figures here")
    parser.add_argument("--set", nargs="*", default=[], metavar="NAME=VALUE", help="change a setting")
    arguments = parser.parse_args()
    if arguments.command == "classifiers" and arguments.output is None:
        parser.exit(64, "Tools/train classifiers: takes --output\n")
    if not arguments.smoke and not arguments.study and not arguments.data and arguments.command != "classifiers":
        parser.exit(64, "Tools/train: --data names no dataset\n")
    if arguments.command == "finetune" and (len(arguments.data) != 1 or arguments.output is None):
        parser.exit(64, "Tools/train finetune: takes one person's folder as --data, and --output\n")
    if arguments.command == "forecaster" and not arguments.study and arguments.output is None:
        parser.exit(64, "Tools/train forecaster: takes logs or BIDS archives as --data, and --output, or --study\n")
    arguments.output = arguments.output or SHIPPED
    return arguments


def _forecaster(arguments) -> int:
    if not arguments.study:
        return forecaster.train(arguments.data, arguments.time_zone, arguments.output, note)
    print(forecaster.study(arguments.people, arguments.without, arguments.days, arguments.effects, note), end="")
    return 0


def _changes(pairs: list[str]) -> dict:
    kinds = {field.name: type(field.default) for field in dataclasses.fields(Settings)}
    changes = {}
    for pair in pairs:
        name, _, value = pair.partition("=")
        if name not in kinds:
            raise SystemExit(f"no setting '{name}'; there are: {', '.join(kinds)}")
        changes[name] = kinds[name](value)
    return changes


def _evaluate(data, measure, settings, cache, history_hours=level.HISTORY_HOURS):
    recordings = corpus.load(data, settings, cache / "windows")
    measured = corpus.load(measure, settings, cache / "windows") if measure else []
    note(f"{len(recordings)} recordings of {len({recording.person for recording in recordings})} people")
    found = folds.run(recordings, settings, cache, note)
    policy = alarms.Policy(hop_seconds=settings.hop_seconds)
    detectors = evaluation.detectors(found, recordings, settings, cache, note)
    note("judging")
    rows = [evaluation.judge(detector, policy) for detector in detectors]
    metrics = {
        "scorer": evaluation.SCORER, "policy": dataclasses.asdict(policy), "settings": dataclasses.asdict(settings),
        "data": _data(recordings, settings), "detectors": rows, "encoder": rows[0],
        "variants": evaluation.judge_variants(found, rows[0], policy),
        "per_recording": _per_recording(detectors[0], rows[0], policy),
        "level": level.run(found, rows[0], recordings, settings, policy, cache, note, history_hours),
        "domain": domain.run(found, rows[0], recordings, settings, policy, cache, note),
        "artefacts": artefacts.run(found, rows[0], recordings, measured, settings, policy, cache, note),
        "mixing": mixing.size(settings),
        "montages": montages.run(found, rows[0], recordings, settings, policy, cache, note),
        "personal": personal.table(found, rows[0], recordings, settings, policy, cache, note),
        "explanations": explanations.run(found, recordings, settings, cache, note),
    }  # fmt: skip
    return metrics, recordings


def _context(data, settings, cache) -> str:
    """What looking back further is worth: a table, which changes no model."""
    recordings = corpus.load(data, settings, cache / "windows")
    found = folds.run(recordings, settings, cache, note)
    policy = alarms.Policy(hop_seconds=settings.hop_seconds)
    return context.text(context.run(evaluation.board(found, recordings), policy, note), settings)


def _level(data, output, settings, cache) -> str:
    """The level of the person's own, judged anew: into a model's metrics and card, whose other figures stay."""
    metrics = json.loads((output / "metrics.json").read_text())
    recordings = corpus.load(data, settings, cache / "windows")
    found = folds.run(recordings, settings, cache, note)
    policy = alarms.Policy(hop_seconds=settings.hop_seconds)
    row = evaluation.judge(evaluation.board(found, recordings), policy)
    metrics["level"] = level.run(found, row, recordings, settings, policy, cache, note, level.HISTORY_HOURS)
    shipping.write_json(output / "metrics.json", metrics)
    (output / "card.md").write_text(card.text(metrics))
    return card.level(metrics)


def _ship(output, recordings, measure, metrics, settings, cache) -> None:
    note("the shipped model, on everyone")
    model, encoder, golden = shipping.final(recordings, settings, fitting.Trainer(settings), note)
    metrics["golden_source"] = "windows of " + ", ".join(sorted({one.dataset for one in recordings if not one.is_background}))
    evidence = scoring.quantised_evidence(encoder)
    policy = alarms.Policy(**metrics["policy"])
    metrics["measured_only"] = [
        _measured(folder, corpus.load([folder], settings, cache / "windows"), evidence, metrics, policy, settings)
        for folder in measure
    ]
    shipping.write(output, model, encoder, golden, metrics, settings)
    (output / "card.md").write_text(card.text(metrics))


def _measured(folder, recordings, evidence, metrics, policy, settings) -> dict:
    scored = [scoring.scored(recording, settings, evidence) for recording in recordings]
    points = {}
    for name, setting in metrics["encoder"]["settings"].items():
        points[name] = evaluation.rates(alarms.tally(scored, alarms.Setting(**setting), policy))
    sensitive = alarms.Setting(**metrics["encoder"]["settings"]["sensitive"])
    return {"dataset": folder.name, "recordings": len(recordings),
            "alarms": artefacts.sources(recordings, scored, sensitive, policy, settings),
            "people": len({recording.person for recording in recordings}), "points": points}  # fmt: skip


def _data(recordings, settings) -> list[dict]:
    described = []
    for name in sorted({recording.dataset for recording in recordings}):
        inside = [recording for recording in recordings if recording.dataset == name]
        spans = [span for recording in inside for span in recording.seizures]
        described.append({
            "dataset": name, "people": len({recording.person for recording in inside}), "recordings": len(inside),
            "names": sorted({corpus.subject(pathlib.Path(recording.signal.file)) for recording in inside}),
            "hours": round(sum(recording.signal.duration_seconds for recording in inside) / 3600, 2),
            "seizures": len(spans), "ictal_seconds": round(sum(end - onset for onset, end in spans)),
            "channels": [min(len(one.signal.channels) for one in inside), max(len(one.signal.channels) for one in inside)],
        })  # fmt: skip
    return described


def _per_recording(detector, row, policy) -> list[dict]:
    """Where the held-out detector raised its alarms, at the default operating point."""
    chosen = row["points"]["balanced"]["fold_settings"]
    found = []
    for recording, fold in zip(detector.recordings, detector.fold, strict=True):
        if recording.is_background:
            continue
        setting = alarms.Setting(**chosen[fold])
        hops = alarms.rises(recording.scores, recording.judged, policy, setting.threshold, setting.raise_excess)[0]
        found.append({
            "file": pathlib.Path(recording.file).name, "seizures": recording.seizures,
            "alarms_s": [round(float(recording.hop_seconds[hop]), 2) for hop in hops]})  # fmt: skip
    return found


def _smoke() -> int:
    """Trains a small model on made-up rhythms, with every augmentation: it must tell them from noise, pass the shipped folder's own
    checks, and be fitted to one person without losing their seizures."""
    settings = Settings(name="smoke", steps=60, learning_rate=1e-2, rate_probability=0.25, largest_step_microvolts=2.0)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        data = synthetic.write(folder, people=3, seed=settings.seed)
        metrics, recordings = _evaluate(data, [], settings, folder / "cache", history_hours=1)
        _ship(folder / "model", recordings, [], metrics, settings, folder / "cache")
        person, policy = data[0] / "sub-made00", alarms.Policy(**metrics["policy"])
        refused = personal.finetune(person, data[1:], folder / "model", folder / "personal", settings, policy, folder / "cache", note)
        own = json.loads((folder / "personal" / "personal.json").read_text())["after"]
        area = metrics["encoder"]["window_auc_person_mean"]
        names = sorted(file.name for file in (folder / "model").iterdir())
    expected = ["card.md", "golden.bin", "golden.json", "metrics.json", "model.json", "model.tflite"]
    passed = area > 0.95 and names == expected and not refused and own["detected"] == own["seizures"] == 1
    note(f"smoke: area under the curve {area:.3f}, expected above 0.95; files {', '.join(names)}; "
         f"fitted to one person: {own['detected']} of {own['seizures']}")
    return 0 if forecaster.smoke(note) and passed else 1


if __name__ == "__main__":
    try:
        main()
    except SystemExit as stop:
        # A reason in words is about the data.
        if isinstance(stop.code, str):
            print(stop.code, file=sys.stderr)
            sys.exit(65)
        raise
