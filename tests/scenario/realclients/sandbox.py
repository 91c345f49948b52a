"""A network of our own: after enter() this process and its children have loopback and nothing else, every
port of it is free, and every name is asked of 127.0.0.1."""

import ctypes
import fcntl
import os
import pathlib
import socket
import struct
import sys
import tempfile

import daemon

# <linux/sched.h>, <linux/mount.h>, <linux/sockios.h>, <linux/if.h>
CLONE_NEWNS, CLONE_NEWUSER, CLONE_NEWNET = 0x00020000, 0x10000000, 0x40000000
MS_BIND, MS_REC, MS_PRIVATE = 0x1000, 0x4000, 0x40000
SIOCSIFFLAGS, IFF_UP = 0x8914, 1
FILES = {"/etc/resolv.conf": "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n",
         "/etc/nsswitch.conf": "hosts: files dns\n",
         "/etc/hosts": "127.0.0.1 localhost\n"}

libc = ctypes.CDLL(None, use_errno=True)


def enter():
    """As root, or as an ordinary user by a user namespace. Where neither may be, the program ends: as
    skipped, or in CI as failed."""
    try:
        leave_network()
        replace_files()
        start_loopback()
    except OSError as problem:
        reason = f"no network namespace can be made here (be root, or allow user namespaces): {problem}"
        print(reason, file=sys.stderr)
        sys.exit(1 if os.environ.get("CI") else daemon.SKIPPED)


def checked(result, what):
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


def leave_network():
    own = CLONE_NEWNS | CLONE_NEWNET
    user, group = os.geteuid(), os.getegid()
    try:
        checked(libc.unshare(own), "unshare")
    except PermissionError:
        checked(libc.unshare(own | CLONE_NEWUSER), "unshare")
        process = pathlib.Path("/proc/self")
        (process / "setgroups").write_text("deny")
        (process / "uid_map").write_text(f"0 {user} 1")
        (process / "gid_map").write_text(f"0 {group} 1")


def mount(source, target, flags):
    checked(libc.mount(os.fsencode(source), os.fsencode(target), None, flags, None), f"mount {target}")


def replace_files():
    """Only for us. A file that is not there is as good as ours: glibc then does the same."""
    mount("none", "/", MS_REC | MS_PRIVATE)
    for path, text in FILES.items():
        if os.path.exists(path):
            with tempfile.NamedTemporaryFile("w") as own:
                own.write(text)
                own.flush()
                os.chmod(own.name, 0o644)
                mount(own.name, os.path.realpath(path), MS_BIND)


def start_loopback():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh22x", b"lo", IFF_UP))
