"""The rules of the demo: a model fitted on synthetic families, so that certainty words can be shown."""

from pathlib import Path

from koers.psychometrics import SignalModel, read_model

FILE = Path(__file__).with_name("signal-model.toml")


def signal_model() -> SignalModel:
    return read_model(FILE.read_text(encoding="utf-8"), FILE.name)
