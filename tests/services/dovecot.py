"""A real IMAP server for tests: Dovecot in a folder of its own, on a free port of this machine."""

import contextlib
import grp
import imaplib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType

PROGRAM = "/usr/sbin/dovecot"
USER = "desk"
PASSWORD = "quiet-harbour"

_CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
ssl = no
disable_plaintext_auth = no
default_internal_user = {owner}
default_internal_group = {group}
default_login_user = {login}
first_valid_uid = 0
first_valid_gid = 0
mail_location = maildir:{folder}/mail/%u
auth_mechanisms = plain login
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {folder}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
mail_max_userip_connections = 50
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Dovecot:
    """Starts on entering and stops on leaving; `host`, `port`, `user` and `password` tell how to sign in."""

    host = "127.0.0.1"
    user = USER
    password = PASSWORD

    def __init__(self) -> None:
        self.port = free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="amends-dovecot-"))
        self._process: subprocess.Popen[bytes] | None = None

    @staticmethod
    def is_installed() -> bool:
        return Path(PROGRAM).exists()

    @property
    def maildir(self) -> Path:
        return self.folder / "mail" / USER

    def __enter__(self) -> "Dovecot":
        self._write_config()
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self) -> None:
        command = [PROGRAM, "-F", "-c", str(self.folder / "dovecot.conf")]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 15
        while time.monotonic() < until:
            if self._process.poll() is not None:
                break
            with contextlib.suppress(OSError, imaplib.IMAP4.error), imaplib.IMAP4(self.host, self.port, 2) as client:
                client.login(USER, PASSWORD)
                return
            time.sleep(0.1)
        log = self.folder / "dovecot.log"
        told = log.read_text()[-2000:] if log.exists() else ""
        self.stop()
        raise RuntimeError(f"dovecot did not start: {told}")

    def stop(self) -> None:
        if self._process is None:
            return
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait(5)
        self._process = None

    def append(self, raw: bytes, folder: str = "INBOX", internal_date: str | None = None) -> None:
        """Puts a mail into a folder; `internal_date` as IMAP writes it, with quotation marks."""
        with self.signed_in() as client:
            client.append(folder, "", internal_date or "", raw)

    def append_all(self, mails: list[bytes], folder: str = "INBOX") -> None:
        with self.signed_in() as client:
            for raw in mails:
                client.append(folder, "", "", raw)

    def drop(self, raw: bytes, name: str) -> None:
        """Delivers a file into the maildir as another programme would, octet for octet."""
        for part in ("cur", "new", "tmp"):
            (self.maildir / part).mkdir(parents=True, exist_ok=True)
            self._give(self.maildir / part)
        self._give(self.maildir)
        waiting = self.maildir / "tmp" / name
        waiting.write_bytes(raw)
        self._give(waiting)
        waiting.rename(self.maildir / "new" / name)

    def renumber(self) -> None:
        """Makes the server forget its numbering, so that UIDVALIDITY changes."""
        self.stop()
        for name in ("dovecot-uidlist", "dovecot-uidvalidity"):
            (self.maildir / name).unlink(missing_ok=True)
        for file in [*self.maildir.glob("dovecot.index*"), *self.maildir.glob("dovecot-uidvalidity.*")]:
            file.unlink()
        time.sleep(1.1)  # UIDVALIDITY is made from the second
        self.start()

    def flags(self, folder: str = "INBOX") -> list[bytes]:
        with self.signed_in() as client:
            client.select(folder, readonly=True)
            _, data = client.fetch("1:*", "(FLAGS)")
            return [line for line in data if isinstance(line, bytes)]

    def signed_in(self) -> imaplib.IMAP4:
        client = imaplib.IMAP4(self.host, self.port, timeout=10)
        client.login(USER, PASSWORD)
        return client

    def _write_config(self) -> None:
        root = os.geteuid() == 0
        # Dovecot wants its inner and its sign-in users to be two when root starts it.
        owner = pwd.getpwnam("dovecot" if root else pwd.getpwuid(os.getuid()).pw_name)
        login = "dovenull" if root else owner.pw_name
        for name in ("run", "state", "mail", "home"):
            (self.folder / name).mkdir()
            if name in ("mail", "home"):
                os.chown(self.folder / name, owner.pw_uid, owner.pw_gid)
        self.folder.chmod(0o755)
        (self.folder / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n")
        self._owner = (owner.pw_uid, owner.pw_gid)
        self._give(self.folder / "users")
        group = grp.getgrgid(owner.pw_gid).gr_name
        values = {"owner": owner.pw_name, "group": group, "login": login, "uid": owner.pw_uid, "gid": owner.pw_gid}
        config = _CONFIG.format(folder=self.folder, port=self.port, **values)
        (self.folder / "dovecot.conf").write_text(config)

    def _give(self, path: Path) -> None:
        os.chown(path, *self._owner)
