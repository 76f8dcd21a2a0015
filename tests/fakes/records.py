"""Published files, read back whole."""

import io

import pyarrow as pa
import pyarrow.parquet as pq


def from_parquet(content: bytes) -> pa.Table:
    """Read a whole Parquet file."""
    return pq.ParquetFile(io.BytesIO(content)).read()
