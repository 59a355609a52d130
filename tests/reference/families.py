"""Writes families.json: small tables dealt to five folds, and how scikit-learn's models of the families that Lathe has do on each fold. What makes the models is
tests/bench/families_peer.py."""
import json
import os
import sys
import tempfile

import numpy as np
import pandas as pd

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "../bench"))
from families_peer import classifiers, folds_of, regressors

SAMPLES = os.path.join(HERE, "../../public/samples")
# Networks have a parity test of their own and take long.
LEFT_OUT = ["mlp"]
TABLES = [("penguins", "species", "classification", 344, []), ("titanic", "survived", "classification", 500, ["alive"]),
          ("wine-quality", "quality", "regression", 400, [])]

told = []
for name, target, task, rows, without in TABLES:
    table = pd.read_csv(f"{SAMPLES}/{name}.csv", skipinitialspace=True).drop(columns=without).dropna(subset=[target])
    table = table.sample(n=min(rows, len(table)), random_state=1)
    table["fold"] = np.array(list("abcde"))[np.arange(len(table)) % 5]
    csv = table.to_csv(index=False)
    with tempfile.NamedTemporaryFile("w", suffix=".csv") as file:
        file.write(csv)
        file.flush()
        families = [family for family in (classifiers if task == "classification" else regressors)([], []) if family not in LEFT_OUT]
        folds = folds_of(file.name, target, task, families)
    told.append({"table": name, "target": target, "task": task, "csv": csv, "folds": folds})
with open(os.path.join(HERE, "families.json"), "w") as out:
    json.dump(told, out)
