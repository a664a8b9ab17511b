"""Plans in a folder: `GROUP/DELIVERABLE.toml`. The folder is the database; there is no index."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import hashlib
import os
import threading
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

from trajectory.domain.plan import Header, Plan
from trajectory.domain.slugs import is_slug
from trajectory.errors import (
    ChangedOnDiskError,
    NotSavedError,
    PlanExistsError,
    PlanUnreadableError,
    Problem,
)
from trajectory.storage import atomic, codec, folder, links, schema, trash
from trajectory.storage.copies import Originals
from trajectory.storage.disk import Disk
from trajectory.storage.history import History
from trajectory.storage.loading import (
    BrokenPlan,
    LoadedPlan,
    digest_of,
    read_bytes,
    read_listed,
    read_plan,
)
from trajectory.storage.presence import is_missing, is_there

__all__ = ["BrokenPlan", "LoadedPlan", "PlanStore", "Problem"]


def _may_hold(path: Path, plan_id: str) -> bool:
    """Whether a file may be the plan of this id, told without making sense of the whole of it."""
    if not is_slug(plan_id):
        return True  # it may be written in another way
    try:
        return plan_id.encode("ascii") in read_bytes(path)[0]
    except (OSError, PlanUnreadableError):
        return False


class PlanStore:
    """The plans of one folder, which need not exist yet. Safe to use from several threads."""

    lock_timeout = 10.0
    """Seconds to wait for another program that is writing the same plan."""

    def __init__(self, root: Path, locks: Path, disk: Disk = atomic.DISK) -> None:
        """`root` is the plans folder; `locks` a folder on this computer for lock files.

        `disk` makes the calls of each save: a seam for tests.
        """
        self.root = root
        self.history = History(root, disk)
        self._disk = disk
        self._locks_folder = locks
        self._locks: dict[Path, BaseFileLock] = {}
        self._locks_guard = threading.Lock()
        self._unconfirmed: dict[Path, str] = {}
        self._tidied: set[Path] = set()
        self._disks: dict[Path, int | None] = {}

    # ------------------------------------------------------------------------------ reading

    def paths(self) -> list[Path]:
        """All plan files, copies and broken ones included, in order of group and name."""
        return [entry for entry in folder.entries(self.root) if isinstance(entry, Path)]

    def scan(self) -> Iterator[LoadedPlan | BrokenPlan]:
        """Read every plan; what cannot be read is an item with its reasons, never skipped."""
        entries = list(self.entries())
        originals = self.originals(entry for entry in entries if isinstance(entry, Path))
        for entry in entries:
            item = entry if isinstance(entry, BrokenPlan) else self.read(entry)
            if isinstance(item, LoadedPlan):
                original = originals.copy_of(item.path, item.plan.plan)
                yield dataclasses.replace(item, copy_of=original)
            elif item is not None:
                yield item

    def entries(self) -> Iterator[Path | BrokenPlan]:
        """All plan files as `paths` gives them, and every folder that cannot be looked into."""
        return folder.entries(self.root)

    def read(self, path: Path) -> LoadedPlan | BrokenPlan | None:
        """One file of a listing, or what is wrong with it; None when it is gone by now."""
        return read_listed(path, self.name_of)

    def load(self, path: Path) -> LoadedPlan:
        """Read one plan; `PlanNotFoundError`, or `PlanUnreadableError` with all its problems."""
        loaded = read_plan(path, self.name_of(path))
        home = path.parent.parent
        self._disks[home] = self._disk_of(home)
        return loaded

    def originals(self, paths: Iterable[Path]) -> Originals:
        """What tells copies from plans among these files, for one walk through them."""
        return Originals(paths, self._header_of)

    def copies(self) -> list[LoadedPlan]:
        """The files that are copies of another plan, by their name or by their id."""
        return [item for item in self.scan() if isinstance(item, LoadedPlan) and item.is_copy]

    # ------------------------------------------------------------------------------ writing

    def create(self, path: Path, plan: Plan) -> LoadedPlan:
        """Write a new plan; `PlanExistsError` when its name is taken, capitals or not."""
        data = codec.encode(plan)
        self._refuse_twin(path)
        links.refuse_way_out(path.parent, self.root)
        with self._made_folder(path.parent), self.locked(path):
            atomic.create_new(path, data, disk=self._disk)
        self._write_schema()
        return self._as_written(path, plan, data, codec.NEW)

    def save(self, loaded: LoadedPlan, plan: Plan) -> LoadedPlan:
        """Write a plan over the version that was loaded, and over no other.

        A plan that is equal writes nothing. `ChangedOnDiskError` when the file holds something else
        by now; `NotSavedError` when the system refuses. In both cases the file is left as it is.
        """
        if codec.same_file(plan, loaded.plan):
            return loaded
        path = loaded.path
        links.refuse_way_out(path, self.root)
        revised = codec.revise(plan, loaded.plan, loaded.wrapping)
        data = revised.data
        with self.locked(path):
            known = {loaded.digest, self._unconfirmed.get(path)}
            if is_missing(path.parent):
                self._refuse_changed(path, known)
            kept = None if revised.in_place else self._keep_text(loaded, known)
            # A save that fails after the stroke (the folder's fsync) has its bytes in place: should
            # that happen, the next attempt must know them for ours.
            self._unconfirmed[path] = digest_of(data)
            parted = links.has_other_name(path)
            atomic.replace(
                path, data, guard=lambda: self._refuse_changed(path, known), disk=self._disk
            )
            written = self._as_written(path, plan, data, revised.wrapping)
            del self._unconfirmed[path]
        return dataclasses.replace(
            written, copy_of=loaded.copy_of, layout_kept_in=kept, left_other_name=parted
        )

    def is_half_saved(self, path: Path) -> bool:
        """Whether the file holds what the last save put there before it failed.

        The disk may still lose that: it is to be saved again, and is nobody else's edit.
        """
        known = self._unconfirmed.get(path)
        try:
            return known is not None and digest_of(read_bytes(path)[0]) == known
        except (OSError, PlanUnreadableError):
            return False

    def write_again(self, loaded: LoadedPlan) -> LoadedPlan:
        """Put back a plan whose file, and perhaps whose group's folder, is gone.

        `NotSavedError` when the plans folder itself is not there: it may be a share that was lost,
        and a folder made in its place would hide that. The same when what is there is on another
        disk: the empty folder that is left where a share was.
        """
        home = loaded.path.parent.parent
        if is_missing(home) or self._disk_of(home) != self._disks.get(home, self._disk_of(home)):
            raise NotSavedError(f"{home} is not there any more. Connect to it or bring it back")
        if loaded.path.is_symlink():
            raise NotSavedError(
                f"{loaded.path} is a link, and what it leads to is not there any more. Bring that "
                "back, or delete the link"
            )
        data = codec.whole_bytes(loaded.plan, loaded.wrapping)
        with self._made_folder(loaded.path.parent), self.locked(loaded.path):
            atomic.create_new(loaded.path, data, disk=self._disk)
        return self._as_written(loaded.path, loaded.plan, data, loaded.wrapping)

    def put_in_place_of(self, path: Path, data: bytes, now: dt.datetime) -> Path:
        """Put these bytes where a damaged file is, which is kept under another name; gives that.

        The other name is no plan's: `NAME.toml.damaged-DATE-TIME`. It is given first, so that
        there is a file in the plan's place at every moment.
        """
        links.refuse_way_out(path, self.root)
        aside = path.with_name(f"{path.name}.damaged-{now:%Y%m%d-%H%M%S}")
        with self.locked(path):
            try:
                with atomic.in_plain_words(aside):
                    self._disk.link(path, aside)
            except NotSavedError:  # no links here
                with atomic.in_plain_words(aside):
                    damaged = path.read_bytes()
                atomic.create_new(aside, damaged, disk=self._disk)
            atomic.replace(path, data, disk=self._disk)
        return aside

    def find_again(self, loaded: LoadedPlan) -> LoadedPlan | None:
        """The file that a plan was moved to by other means: the one that has its id now."""
        plan_id = loaded.plan.plan.id
        return None if plan_id is None else self.find_plan(plan_id, loaded.path.parent)

    def find_plan(self, plan_id: str, near: Path) -> LoadedPlan | None:
        """The plan that has this id, if there is one: in this folder, else in any other."""
        # A copy that a synchroniser left is none: its words are not the plan's until put together.
        paths = [path for path in self.paths() if folder.base_name(path) == path.stem]
        for path in sorted(paths, key=lambda path: path.parent != near):
            found = self.read(path) if _may_hold(path, plan_id) else None
            if isinstance(found, LoadedPlan) and found.plan.plan.id == plan_id:
                return found
        return None

    def mark(self, path: Path) -> tuple[int, ...] | None:
        """What the system says of a file, which changes when the file does, nearly always.

        None when there is none, or nobody may look.
        """
        try:
            found = path.stat()
        except OSError:
            return None
        return (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)

    def locked(self, path: Path) -> AbstractContextManager[None]:
        """Keep other programs of this computer from writing the plan while we read and write it.

        A thread that holds the lock may ask for it again.
        """
        return self._locked(path)

    # ------------------------------------------------------------------------------ names

    def path_for(self, group: str, deliverable: str) -> Path:
        """Where a plan of these names belongs; `UsageError` when they cannot be names."""
        return folder.path_for(self.root, group, deliverable)

    def find(self, reference: str) -> Path:
        """The plan that a person means: an existing path, else GROUP/DELIVERABLE."""
        return folder.find(self.root, reference)

    def name_of(self, path: Path) -> str:
        """`group/deliverable` for a plan of this folder, else its path."""
        return folder.name_of(self.root, path)

    def names(self) -> folder.Names:
        """The same for one walk through all of them."""
        return folder.Names(self.root)

    # ------------------------------------------------------------------------------ moving

    def move(self, path: Path, new_path: Path) -> Path:
        """Give a plan another place, its history too; `PlanExistsError` when that is taken."""
        self._refuse_twin(new_path)
        with self.locked(path):
            if is_there(path) and is_missing(new_path):
                self.history.take_along(path, new_path, self._id_in(path))
            trash.move(path, new_path)
        return new_path

    def trash(self, path: Path, now: dt.datetime) -> Path:
        """Delete a plan so that it can be brought back; gives its place in the trash."""
        with self.locked(path):
            return trash.put_away(self.root, path, now)

    def restore(self, trashed: Path) -> Path:
        """Bring a deleted plan back to where it was."""
        return trash.bring_back(self.root, trashed)

    def trashed(self) -> list[Path]:
        """All deleted plans, the latest first."""
        return trash.contents(self.root)

    # ------------------------------------------------------------------------------ inside

    def _disk_of(self, folder_path: Path) -> int | None:
        """Which disk a folder is on, as the system numbers them; None when nobody may look."""
        found = self.mark(folder_path)
        return None if found is None else found[0]

    def _id_in(self, path: Path) -> str | None:
        header = self._header_of(path)
        return None if header is None else header.id

    def _header_of(self, path: Path) -> Header | None:
        item = self.read(path)
        return item.plan.plan if isinstance(item, LoadedPlan) else None

    def _as_written(
        self, path: Path, plan: Plan, data: bytes, wrapping: codec.Wrapping
    ) -> LoadedPlan:
        with atomic.in_plain_words(path):
            written = path.stat().st_mtime
        self._tidy(path, written)
        edited = dt.datetime.fromtimestamp(written, dt.UTC)
        return LoadedPlan(path, plan, digest_of(data), wrapping, edited)

    def _tidy(self, path: Path, now: float) -> None:
        """Once for each folder: what saves left there that were killed long ago."""
        place = Path(os.path.realpath(path)).parent
        if place not in self._tidied:
            self._tidied.add(place)
            atomic.remove_old_temps(place, now)

    def _keep_text(self, loaded: LoadedPlan, known: set[str | None]) -> Path:
        """Keep what the file holds, whose comments and order the save cannot keep in place."""
        self._refuse_changed(loaded.path, known)
        with atomic.in_plain_words(loaded.path):
            data, written = read_bytes(loaded.path)
        return self.history.keep(loaded.path, data, written)

    def _refuse_changed(self, path: Path, known: set[str | None]) -> None:
        try:
            data, _ = read_bytes(path)
        except FileNotFoundError:
            raise ChangedOnDiskError(
                f"{self.name_of(path)} was moved or deleted since it was opened. Nothing was"
                " overwritten, and what you wrote is still here: save it as a copy."
            ) from None
        except PlanUnreadableError as error:
            raise ChangedOnDiskError(f"{error}. Nothing was overwritten.") from error
        if digest_of(data) not in known:
            raise ChangedOnDiskError(
                f"{self.name_of(path)} was changed by somebody else since it was opened. Nothing"
                " was overwritten, and what you wrote is still here: save it as a copy."
            )

    def _refuse_twin(self, path: Path) -> None:
        """`QA.toml` and `qa.toml` are one file on Windows and macOS, so they are one name here."""
        for entry in (path.parent, path):
            with contextlib.suppress(
                OSError
            ):  # what cannot be listed is refused when it is written
                for twin in entry.parent.iterdir():
                    if twin.name != entry.name and twin.name.casefold() == entry.name.casefold():
                        raise PlanExistsError(
                            f"{twin} is there already, and only capitals tell {entry.name} from it:"
                            f" rename {twin.name} to {entry.name} first."
                        )

    @contextlib.contextmanager
    def _made_folder(self, group: Path) -> Iterator[None]:
        """The group's folder, which goes again when nothing could be put into it."""
        is_new = is_missing(group)
        with atomic.in_plain_words(group):
            group.mkdir(parents=True, exist_ok=True)
        try:
            yield
        except BaseException:
            if is_new:
                with contextlib.suppress(OSError):
                    group.rmdir()
            raise

    def _write_schema(self) -> None:
        """The schema that plans point at. It helps editors only: a plan is saved without it too."""
        path = self.root / schema.FILE_NAME
        if is_missing(path):
            with contextlib.suppress(NotSavedError, PlanExistsError):
                atomic.create_new(path, codec.json_schema().encode())

    @contextlib.contextmanager
    def _locked(self, path: Path) -> Iterator[None]:
        lock = self._lock_for(path)
        try:
            self._locks_folder.mkdir(parents=True, exist_ok=True)
            lock.acquire(timeout=self.lock_timeout)
        except Timeout as error:
            raise NotSavedError(
                f"{self.name_of(path)} could not be saved: another program has been writing it for"
                f" {self.lock_timeout:.0f} seconds. Close that program and try again."
            ) from error
        except OSError as error:
            raise NotSavedError(
                f"{self.name_of(path)} could not be saved: no lock could be made in"
                f" {self._locks_folder}: {atomic.reason(error)} and try again."
            ) from error
        try:
            yield
        finally:
            with contextlib.suppress(OSError):  # it ends with this program at the latest
                lock.release()

    def _lock_for(self, path: Path) -> BaseFileLock:
        """One lock per file, whatever way leads to it; it is this thread's own (`thread_local`)."""
        real = Path(os.path.normcase(os.path.realpath(path)))
        with self._locks_guard:
            if real not in self._locks:
                name = hashlib.sha256(os.fsencode(real)).hexdigest()[:32]
                self._locks[real] = FileLock(self._locks_folder / f"{name}.lock")
            return self._locks[real]
