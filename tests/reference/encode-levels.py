"""Makes encode-levels.json: what scikit-learn's TargetEncoder and FeatureHasher make of levels.
TargetEncoder came with scikit-learn 1.3; the figures were made with 1.6.1. Run: python3 tests/reference/encode-levels.py"""
import json
import os
import numpy as np
import sklearn
from sklearn.feature_extraction import FeatureHasher
from sklearn.preprocessing import TargetEncoder

rng = np.random.default_rng(11)
rows = 60
levels = [f"l{i}" for i in rng.integers(0, 9, rows)]
levels[:3] = ["alone", "l1", "l1"]
effect = {level: rng.normal(0, 2) for level in sorted(set(levels))}
number = np.array([effect[level] for level in levels]) + rng.normal(0, 1, rows)
classes = np.array(["c", "a", "b"])[np.clip(np.round(number), -1, 1).astype(int) + 1]
test = sorted(set(levels)) + ["unseen"]


def encoded(answers, **options):
    encoder = TargetEncoder(**options).fit(np.array(levels).reshape(-1, 1), answers)
    return encoder.transform(np.array(test).reshape(-1, 1)).tolist()


texts = ["a", "level 7", "", "Zürich", "東京", "🙂", "a longer level with several words", "abc", "abcd", "abcde"]
out = {
    "sklearn": sklearn.__version__,
    "levels": levels,
    "number": number.tolist(),
    "classes": classes.tolist(),
    "test": test,
    "numberAuto": encoded(number),
    "number3": encoded(number, smooth=3.0),
    "twoAuto": encoded(np.where(number > 0, "yes", "no")),
    "threeAuto": encoded(classes),
    "texts": texts,
    "hashed": FeatureHasher(n_features=8, input_type="string").transform([[text] for text in texts]).toarray().tolist(),
    "hashedPlain": FeatureHasher(n_features=8, input_type="string", alternate_sign=False).transform([[text] for text in texts]).toarray().tolist(),
}
path = os.path.join(os.path.dirname(__file__), "encode-levels.json")
with open(path, "w") as file:
    json.dump(out, file)
    file.write("\n")
