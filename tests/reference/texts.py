"""Makes texts.json: what scikit-learn's vectorisers make of texts. Run: /usr/bin/python3 tests/reference/texts.py"""
import json
import os
import sklearn
from sklearn.feature_extraction.text import HashingVectorizer, TfidfVectorizer

train = [
    "The cat sat on the mat. The cat!",
    "A dog, a cat and a bird; the bird sang",
    "",
    "Zürich-West: 12 cafés, snake_case and CamelCase",
    "Привет мир, привет всем",
    "東京 大阪 東京",
    "it's a dog's life 🙂 🙂  and   a\tcat's\n\nlife",
    "x y z a",
    "Istanbul ΟΔΟΣ straße",
]
test = ["the dog sat, and sat, and sat", "unseen words only", "", "東京 cat 12", "Cat CAT cat bird"]


def made(vectoriser):
    vectoriser.fit(train)
    names = [] if isinstance(vectoriser, HashingVectorizer) else vectoriser.get_feature_names_out().tolist()
    return {"names": names, "rows": [[round(x, 15) for x in row] for row in vectoriser.transform(test).toarray().tolist()]}


cases = {
    "plain": TfidfVectorizer(),
    "pairs": TfidfVectorizer(ngram_range=(1, 2), min_df=2),
    "sublinear": TfidfVectorizer(sublinear_tf=True, norm="l1", smooth_idf=False),
    "counts": TfidfVectorizer(use_idf=False, norm=None, max_df=0.3),
    "binary": TfidfVectorizer(binary=True, lowercase=False, stop_words=["the", "and", "cat"]),
    "few": TfidfVectorizer(max_features=1),
    "char": TfidfVectorizer(analyzer="char", ngram_range=(2, 3), min_df=2),
    "charWb": TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 6), min_df=2),
    "hashed": HashingVectorizer(n_features=16),
    "hashedPairs": HashingVectorizer(n_features=16, ngram_range=(1, 2), alternate_sign=False, norm=None),
}
out = {"sklearn": sklearn.__version__, "train": train, "test": test, "cases": {name: made(case) for name, case in cases.items()}}
path = os.path.join(os.path.dirname(__file__), "texts.json")
with open(path, "w") as file:
    json.dump(out, file, ensure_ascii=False)
    file.write("\n")
