"""Writes tests/reference/mlp.json: what scikit-learn's MLP makes of given first weights, step by step.

Full batches, so that the order of the rows can't matter. Run with Debian's /usr/bin/python3 from the top of the project.
"""

import json
import warnings

import numpy as np
from sklearn.neural_network import MLPClassifier, MLPRegressor

warnings.filterwarnings("ignore")
rng = np.random.RandomState(5)
x = rng.normal(size=(40, 3))
classes = np.digitize(x[:, 0] + x[:, 1] * x[:, 2], [-0.5, 0.5])
numbers = x[:, 0] ** 2 - x[:, 1]
numbers = (numbers - numbers.mean()) / numbers.std()


def case(kind, y, **options):
    """Trains, catching the weights before the first step."""
    first = {}

    class Caught(kind):
        def _fit_stochastic(self, *args, **kwargs):
            first["coefs"] = [w.copy() for w in self.coefs_]
            first["intercepts"] = [b.copy() for b in self.intercepts_]
            return super()._fit_stochastic(*args, **kwargs)

    model = Caught(
        hidden_layer_sizes=(5, 4), solver="adam", batch_size=40, max_iter=25, learning_rate_init=0.02, random_state=3,
        n_iter_no_change=1000, **options,
    ).fit(x, y)
    interleaved = lambda ws, bs: [part.ravel().tolist() for pair in zip(ws, bs) for part in pair]
    predicted = model.predict_proba(x) if kind is MLPClassifier else model.predict(x)
    return {
        "options": {"activation": options["activation"], "alpha": options["alpha"]},
        "first": interleaved(first["coefs"], first["intercepts"]),
        "last": interleaved(model.coefs_, model.intercepts_),
        "losses": model.loss_curve_,
        "predicted": np.ravel(predicted).tolist(),
    }


with open("tests/reference/mlp.json", "w") as file:
    json.dump(
        {
            "x": x.tolist(),
            "classes": classes.tolist(),
            "numbers": numbers.tolist(),
            "classification": [
                case(MLPClassifier, classes, activation="relu", alpha=0.0),
                case(MLPClassifier, classes, activation="tanh", alpha=2.0),
            ],
            "regression": [
                case(MLPRegressor, numbers, activation="tanh", alpha=0.0),
                case(MLPRegressor, numbers, activation="relu", alpha=2.0),
            ],
        },
        file,
    )
