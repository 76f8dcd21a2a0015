"""Near-duplicate detection with datasketch and rensa, as their documentation shows it."""

import re
from collections.abc import Callable, Iterable, Sequence

import rensa
from datasketch import MinHash, MinHashLSH

from bench.stories_score import Pairs

PERMUTATIONS = 128
THRESHOLD = 0.7
RENSA_BANDS = 16


def words(text: str) -> set[str]:
    """Shingle a text as datasketch's first example does: the set of its words."""
    return set(re.findall(r"\w+", text.lower()))


def shingles(text: str) -> set[str]:
    """Shingle a text as deduplication recipes do: the set of its runs of three words."""
    found = re.findall(r"\w+", text.lower())
    return {" ".join(found[at : at + 3]) for at in range(max(1, len(found) - 2))}


def datasketch_signature(items: Iterable[str]) -> MinHash:
    """Sign as the README does, one item after the other."""
    signature = MinHash(num_perm=PERMUTATIONS)
    for item in items:
        signature.update(item.encode())
    return signature


def datasketch_batch_signature(items: Iterable[str]) -> MinHash:
    """Sign all items at once, the faster way."""
    signature = MinHash(num_perm=PERMUTATIONS)
    signature.update_batch([item.encode() for item in items])
    return signature


def rensa_signature(items: Iterable[str]) -> "rensa.RMinHash":
    """Sign with rensa's R-MinHash."""
    signature = rensa.RMinHash(num_perm=PERMUTATIONS, seed=42)
    signature.update(list(items))
    return signature


def datasketch_pairs(texts: Sequence[str], shingle: Callable[[str], set[str]]) -> Pairs:
    """Return the pairs that ``MinHashLSH`` finds at the threshold."""
    index = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
    pairs = set()
    for number, text in enumerate(texts):
        signature = datasketch_batch_signature(shingle(text))
        pairs |= {(int(earlier), number) for earlier in index.query(signature)}
        index.insert(str(number), signature)
    return pairs


def rensa_pairs(texts: Sequence[str], shingle: Callable[[str], set[str]]) -> Pairs:
    """Return the pairs that ``RMinHashLSH`` finds and whose estimate reaches the threshold."""
    index = rensa.RMinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS, num_bands=RENSA_BANDS)
    signatures: list[rensa.RMinHash] = []
    pairs = set()
    for number, text in enumerate(texts):
        signature = rensa_signature(shingle(text))
        pairs |= {
            (earlier, number)
            for earlier in index.query(signature)
            if signature.jaccard(signatures[earlier]) >= THRESHOLD
        }
        signatures.append(signature)
        index.insert(number, signature)
    return pairs
