"""The pages of a registry's file as they are under the encryption, those that are free among them."""

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from firereg.services.making import DATABASE_FILE
from firereg.services.registry import Registry

_PAGE, _SALT, _IV, _RESERVED = (
    4096,
    16,
    16,
    80,
)  # SQLCipher 4: the last bytes of a page are its IV and HMAC-SHA512


def pages_of(registry: Registry) -> bytes:
    """All pages of the file and of its log, whatever the tables say of them."""
    key = bytes.fromhex(registry.database.connect_params["passphrase"][2:-1])
    file = registry.folder / DATABASE_FILE
    log = file.with_name(f"{file.name}-wal").read_bytes()[32:]
    frame = 24 + _PAGE
    whole = file.read_bytes()
    some = [whole[start : start + _PAGE] for start in range(0, len(whole), _PAGE)]
    some += [log[start + 24 : start + frame] for start in range(0, len(log), frame)]
    return b"".join(_decrypted(key, page, first=number == 0) for number, page in enumerate(some))


def _decrypted(key: bytes, page: bytes, *, first: bool) -> bytes:
    body = page[_SALT if first else 0 : -_RESERVED]
    decryptor = Cipher(algorithms.AES(key), modes.CBC(page[-_RESERVED : _IV - _RESERVED])).decryptor()
    return decryptor.update(body) + decryptor.finalize()


def texts_of(registry: Registry) -> str:
    """Every row of every table, those of the search indexes among them, as one text."""
    cursor = registry.database.cursor()
    names = cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    rows = [row for (name,) in names for row in cursor.execute(f'SELECT * FROM "{name}"').fetchall()]
    return "\n".join(
        one.decode("utf-8", "replace") if isinstance(one, bytes) else str(one) for row in rows for one in row
    )
