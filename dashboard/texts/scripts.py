"""The old name of `client`, until dashboard/contract_files.py uses the new one."""

from dashboard.texts.client import WORDS

__all__ = ["WORDS"]
