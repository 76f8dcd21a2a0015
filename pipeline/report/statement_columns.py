"""The statements of a report: what the claims report, and what contradicts or answers it."""

from claimwire.pipeline.report.coding import SHOWN_OF_ID, Content, references
from claimwire.pipeline.report.rows import Rows


def statement_columns(rows: Rows) -> Content:
    """Return a column for each of the statements' fields.

    ``claim`` is the claim with the fullest wording, -1 where it is not in the report. A statement
    without any claim in the report has its ``speaker`` and ``text`` instead.
    """
    ids = [row["statement_id"] for row in rows.statements]
    at = {each: code for code, each in enumerate(ids)}
    claims = rows.claims + rows.parts
    reported = {row["statement_id"] for row in claims}
    absent = [row["statement_id"] not in reported for row in rows.statements]
    spoken = [row["speaker_name"] or row["speaker_text"] for row in rows.statements]
    columns: Content = {
        "id": [each[:SHOWN_OF_ID] for each in ids],
        "claim": references(rows.statements, "claim_id", [row["claim_id"] for row in claims]),
        "reports": [row["report_count"] for row in rows.statements],
        "outlets": [row["outlet_count"] for row in rows.statements],
        "first_site": [row["first_site"] for row in rows.statements],
        "speaker": [name if out else None for name, out in zip(spoken, absent, strict=True)],
        "text": [
            row["text"] if out else None for row, out in zip(rows.statements, absent, strict=True)
        ],
    }
    for link in ("contradicts", "answers", "answered_by"):
        columns[link] = [
            [at[other] for other in row[link] if other in at] for row in rows.statements
        ]
    return columns
