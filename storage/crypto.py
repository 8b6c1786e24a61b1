"""Texts are encrypted with AES-256-GCM and bound to their place: workspace, table, row and column.

A token moved to another row, column or workspace does not open. Tokens name their key, so that keys can be
replaced while the app runs: new texts use the first key, old ones open with theirs.
"""

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from storage.types import Sealed

_VERSION = "1"
_KEY_BYTES = 32
# 96 bits, drawn anew for each text: NIST SP 800-38D allows 2**32 texts under one key with random ones.
_NONCE_BYTES = 12


class Unreadable(Exception):
    """The text cannot be opened: it was changed, moved, or sealed with a key that is not here."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


class Vault:
    """Seals and opens texts. `keys` are 32 bytes each, newest first; at least one.

    Raises ValueError for no key, or a key of another length.
    """

    def __init__(self, keys: Sequence[bytes]) -> None:
        if not keys:
            raise ValueError("The vault needs at least one key.")
        if any(len(key) != _KEY_BYTES for key in keys):
            raise ValueError(f"Each key of the vault is {_KEY_BYTES} bytes long.")
        self._ciphers = {_key_id(key): AESGCM(key) for key in keys}
        self._newest = _key_id(keys[0])
        # Derived, so that no signature is ever made with a key that encrypts.
        self._signers = [hmac.digest(key, b"goodtalk signing key", "sha256") for key in keys]

    def __repr__(self) -> str:
        return f"Vault(keys={len(self._ciphers)})"

    @staticmethod
    def generate_key() -> str:
        """A new key in base64, as the settings hold it."""
        return base64.b64encode(secrets.token_bytes(_KEY_BYTES)).decode()

    @classmethod
    def from_base64(cls, keys: Iterable[str]) -> Self:
        """A vault from keys in base64, newest first. Raises ValueError, without naming the key."""
        try:
            return cls([base64.b64decode(key.strip(), validate=True) for key in keys])
        except binascii.Error:
            # `from None`: a traceback must not lead to the key.
            raise ValueError("A key of the vault is not base64.") from None

    def seal(self, text: str, *, workspace: int, table: str, row: int, column: str) -> Sealed:
        """Encrypt a text for one place, with the newest key."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        ciphertext = self._ciphers[self._newest].encrypt(
            nonce, text.encode(), _place(workspace, table, row, column)
        )
        return Sealed(f"{_VERSION}.{self._newest}.{base64.b64encode(nonce + ciphertext).decode()}")

    def open(self, sealed: Sealed, *, workspace: int, table: str, row: int, column: str) -> str:
        """The text. Raises Unreadable if it was changed, moved, or sealed with an unknown key."""
        try:
            version, key_id, body = sealed.token.split(".")
            raw = base64.b64decode(body, validate=True)
            # The last character of base64 has spare bits; a token has one spelling.
            if version != _VERSION or base64.b64encode(raw).decode() != body:
                raise Unreadable
            place = _place(workspace, table, row, column)
            return self._ciphers[key_id].decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], place).decode()
        except (InvalidTag, KeyError, ValueError):
            # `from None`: the causes carry pieces of the token.
            raise Unreadable from None

    def sign(self, purpose: str, message: str) -> str:
        """Sign something that goes out and comes back, with the newest key."""
        return self._signature(self._signers[0], purpose, message)

    def signatures(self, purpose: str, message: str) -> list[str]:
        """Sign with each of the keys, the newest first: to find what was signed before keys were rotated."""
        return [self._signature(key, purpose, message) for key in self._signers]

    def is_signed(self, purpose: str, message: str, signature: str) -> bool:
        """Whether we signed this message for this purpose, with any of the keys."""
        given = signature.encode()
        return any(
            hmac.compare_digest(self._signature(key, purpose, message).encode(), given)
            for key in self._signers
        )

    @staticmethod
    def _signature(key: bytes, purpose: str, message: str) -> str:
        return hmac.new(key, f"{purpose}\0{message}".encode(), hashlib.sha256).hexdigest()

    def is_newest(self, sealed: Sealed) -> bool:
        """Whether the text is sealed with the newest key; if not, a rotation has it still to do."""
        return sealed.token.startswith(f"{_VERSION}.{self._newest}.")

    def box(self, workspace: int, table: str, row: int) -> "Box":
        """The vault at one row, for callers with several texts in it."""
        return Box(self, workspace, table, row)


@dataclass(frozen=True, slots=True)
class Box:
    """The vault at one row: `box.seal("title", text)`, `box.open("title", sealed)`."""

    vault: Vault
    workspace: int
    table: str
    row: int

    def seal(self, column: str, text: str) -> Sealed:
        """Encrypt a text for this row's column."""
        return self.vault.seal(text, workspace=self.workspace, table=self.table, row=self.row, column=column)

    def seal_optional(self, column: str, text: str | None) -> Sealed | None:
        """The same, and nothing stays nothing."""
        return None if text is None else self.seal(column, text)

    def open(self, column: str, sealed: Sealed) -> str:
        """The text of this row's column. Raises Unreadable."""
        return self.vault.open(
            sealed, workspace=self.workspace, table=self.table, row=self.row, column=column
        )

    def open_optional(self, column: str, sealed: Sealed | None) -> str | None:
        """The same, and nothing stays nothing. Raises Unreadable."""
        return None if sealed is None else self.open(column, sealed)


def _key_id(key: bytes) -> str:
    """Eight hexadecimal digits that name a key without telling anything about it."""
    return hashlib.sha256(b"goodtalk key id\0" + key).hexdigest()[:8]


def _place(workspace: int, table: str, row: int, column: str) -> bytes:
    return f"{workspace}:{table}:{row}:{column}".encode()
