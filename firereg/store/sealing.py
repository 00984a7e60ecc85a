"""The cryptography of the key slots: what a password opens, and what is sealed for somebody whose password is unknown.

A password is stretched with Argon2id (RFC 9106); what it seals is AES-256-GCM. Who is to be given something without his
password has an X25519 key pair: a passing pair of the sender and HKDF-SHA256 give the key for one message (as ECIES).
"""

import hashlib
import hmac
import secrets
import unicodedata
from collections.abc import Mapping
from typing import Any

KEY_BYTES = 32
SALT_BYTES = 16
PRIVATE_BYTES = 12 + KEY_BYTES + 16
"""Nonce, private key, tag."""
SEALED_BYTES = KEY_BYTES + KEY_BYTES + 16
"""Public key of the passing pair, database key, tag."""
COST = {"memory_kib": 64 * 1024, "rounds": 3, "lanes": 4}
COST_LIMITS = {"memory_kib": (8 * 1024, 256 * 1024), "rounds": (1, 16), "lanes": (1, 16)}
"""What a key file may ask for: it is input like any other, and must not hang the machine."""
_NO_NONCE = bytes(12)


def stretched(password: str, salt: bytes, cost: Mapping[str, Any]) -> bytes:
    """The key a password gives; the costly step, for us and for whoever guesses."""
    from argon2.low_level import Type, hash_secret_raw

    return hash_secret_raw(
        typed(password), salt, cost["rounds"], cost["memory_kib"], cost["lanes"], KEY_BYTES, Type.ID
    )


def typed(text: str) -> bytes:
    """The same for the same letters of any input method; what is no Unicode at all is only wrong."""
    return unicodedata.normalize("NFC", text).encode("utf-8", "surrogatepass")


def sealed_pair(key: bytes, context: bytes) -> tuple[bytes, bytes]:
    """A new key pair: the private half sealed with `key`, and the public half."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    private, nonce = X25519PrivateKey.generate(), secrets.token_bytes(12)
    sealed = nonce + AESGCM(key).encrypt(nonce, private.private_bytes_raw(), context)
    return sealed, private.public_key().public_bytes_raw()


def opened(key: bytes, sealed: bytes, context: bytes | None) -> bytes | None:
    """What was sealed with `key`, its nonce before it; None where it was another key."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(key).decrypt(sealed[:12], sealed[12:], context)
    except InvalidTag:
        return None


def sealed_for(public: bytes, secret: bytes, context: bytes) -> bytes:
    """`secret` for whoever has the private half of `public`."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    passing = X25519PrivateKey.generate()
    sender = passing.public_key().public_bytes_raw()
    shared = passing.exchange(X25519PublicKey.from_public_bytes(public))
    # Each message has a key of its own, so that the nonce may be the same one.
    return sender + AESGCM(_message_key(shared, sender, public, context)).encrypt(_NO_NONCE, secret, None)


def opened_by(private: bytes, sealed: bytes, context: bytes) -> bytes | None:
    """What was sealed for the holder of `private`; None where it was not, or was damaged."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    own, sender = X25519PrivateKey.from_private_bytes(private), sealed[:KEY_BYTES]
    try:
        shared = own.exchange(X25519PublicKey.from_public_bytes(sender))
    except ValueError:  # a point that gives the same secret to everybody
        return None
    key = _message_key(shared, sender, own.public_key().public_bytes_raw(), context)
    return opened(key, _NO_NONCE + sealed[KEY_BYTES:], None)


def proof(key: bytes, public: bytes, context: bytes) -> bytes:
    """That somebody who knew `key` gave it to `public`: without it, whoever can write the file could put in his own."""
    return hmac.new(_derived(key, b"firereg slot proof"), context + public, hashlib.sha256).digest()


def key_id(key: bytes) -> str:
    """A name of a database key that says nothing about it."""
    return _derived(key, b"firereg key id").hex()[:32]


def _message_key(shared: bytes, sender: bytes, receiver: bytes, context: bytes) -> bytes:
    return _derived(shared, b"firereg database key" + context + sender + receiver)


def _derived(secret: bytes, info: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), KEY_BYTES, salt=None, info=info).derive(secret)
