"""Makes tests/reference/summaries.json: scikit-learn's tf-idf cosines of sentences, the eigenvector of a PageRank, and ROUGE by brute force."""
import json
import os
from collections import Counter

import numpy as np
import sklearn
from sklearn.feature_extraction.text import TfidfVectorizer

rng = np.random.default_rng(3)
words = ["river", "stone", "cloud", "light", "music", "garden", "winter", "letter", "engine", "copper"]
draw = lambda count: [str(w) for w in rng.choice(words, size=count)]
documents = [[draw(int(rng.integers(3, 7))) for _ in range(int(rng.integers(4, 8)))] for _ in range(6)]
flat = [[w for s in d for w in s] for d in documents]
vectorizer = TfidfVectorizer(analyzer=lambda x: x).fit(flat)


def lexrank(document):
    v = vectorizer.transform(document).toarray()
    like = v @ v.T
    np.fill_diagonal(like, 0)
    return np.where(like > 0.1, like, 0)


def textrank(document):
    n = len(document)
    like = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            a, b = set(document[i]), set(document[j])
            lengths = np.log(len(a)) + np.log(len(b))
            if i != j and lengths > 0:
                like[i, j] = len(a & b) / lengths
    return like


def pagerank(like):
    n = len(like)
    totals = like.sum(1, keepdims=True)
    walk = np.where(totals > 0, like / np.where(totals > 0, totals, 1), 1 / n)
    chain = 0.85 * walk + 0.15 / n
    values, vectors = np.linalg.eig(chain.T)
    v = np.real(vectors[:, np.argmax(np.real(values))])
    return (v / v.sum()).tolist()


def common(a, b):
    table = np.zeros((len(a) + 1, len(b) + 1), dtype=int)
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            table[i + 1, j + 1] = table[i, j] + 1 if x == y else max(table[i, j + 1], table[i + 1, j])
    return int(table[-1, -1])


def f1(shared, a, b):
    return 0.0 if shared == 0 else 2 * (shared / a) * (shared / b) / (shared / a + shared / b)


def rouge(a, b):
    pairs = lambda s: list(zip(s, s[1:]))
    n = lambda x, y: f1(sum((Counter(x) & Counter(y)).values()), len(x), len(y))
    return {"summary": a, "reference": b, "rouge1": n(a, b), "rouge2": n(pairs(a), pairs(b)), "rougeL": f1(common(a, b), len(a), len(b))}


out = {
    "sklearn": sklearn.__version__,
    "documents": [{"sentences": d, "lexrank": pagerank(lexrank(d)), "textrank": pagerank(textrank(d))} for d in documents],
    "rouge": [rouge(draw(int(rng.integers(2, 12))), draw(int(rng.integers(2, 12)))) for _ in range(12)],
}
with open(os.path.join(os.path.dirname(__file__), "summaries.json"), "w") as file:
    json.dump(out, file)
