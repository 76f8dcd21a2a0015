"""Annotate: each article is read by spaCy, once."""

import os

# One process a core is how the work is spread; more threads inside matrix products would only
# fight for the same cores. Importing this package comes before importing spaCy, whose own
# products (BLIS) are serial anyway; for a numpy loaded earlier, the worker's environment decides.
for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")
