"""A system call that fails from now on, as a disk that stopped answering makes it fail.

A filter of the kernel (seccomp, Linux alone) answers the call with an error before anything is done. It cannot be
taken away again: it belongs into a child.
"""

import ctypes
import errno
import platform
import struct
import sys

_CALLS = {
    "x86_64": {
        "write": 1,
        "pread64": 17,
        "pwrite64": 18,
        "fsync": 74,
        "fdatasync": 75,
        "ftruncate": 77,
        "rename": 82,
    },
    "aarch64": {"write": 64, "pread64": 67, "pwrite64": 68, "fsync": 82, "fdatasync": 83, "ftruncate": 46},
}
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06  # BPF_LD|BPF_W|BPF_ABS, BPF_JMP|BPF_JEQ|BPF_K, BPF_RET|BPF_K
_ALLOW, _ERROR = 0x7FFF0000, 0x00050000
_NUMBER, _FIRST_ARGUMENT, _FOURTH_ARGUMENT = 0, 16, 40  # offsets in struct seccomp_data
_NO_NEW_PRIVILEGES, _SET_FILTER, _FILTER = 38, 22, 2


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def calls() -> tuple[str, ...]:
    """What can be broken here; nothing on another system."""
    return tuple(_CALLS.get(platform.machine(), ())) if sys.platform == "linux" else ()


def break_call(
    name: str, *, file: int | None = None, offset: int | None = None, error: int = errno.EIO
) -> None:
    """From now on every `name` of this process fails with `error`; only on that open file, at that offset."""
    conditions = [(_NUMBER, _CALLS[platform.machine()][name])]
    if file is not None:
        conditions.append((_FIRST_ARGUMENT, file))
    if offset is not None:
        conditions.append((_FOURTH_ARGUMENT, offset))
    steps = []
    for number, (where, wanted) in enumerate(conditions):
        to_allow = 2 * (len(conditions) - number - 1) + 1
        steps += [struct.pack("HBBI", _LOAD, 0, 0, where), struct.pack("HBBI", _EQUAL, 0, to_allow, wanted)]
    steps += [struct.pack("HBBI", _RETURN, 0, 0, _ERROR | error), struct.pack("HBBI", _RETURN, 0, 0, _ALLOW)]
    code = b"".join(steps)
    kernel = ctypes.CDLL(None, use_errno=True)
    if kernel.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "no_new_privs")
    program = _Program(len(steps), code)
    if kernel.prctl(_SET_FILTER, _FILTER, ctypes.byref(program)):
        raise OSError(ctypes.get_errno(), "seccomp")
