"""One building of the index in a process of its own, so that its peak memory is its own too.

python -m benchmarks.indexing FOLDER     prints {"seconds": ..., "documents": ..., "peak_mb": ..., "base_mb": ...}
"""

import json
import resource
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from benchmarks import catalogue
from registry import db
from registry.paths import CHECKOUT
from registry.search.service import SearchService
from registry.web.labels import indexed_words


@dataclass(frozen=True)
class Built:
    """What a building took; `base_mb` is the process before it, `peak_mb` its peak with it."""

    seconds: float
    documents: int
    base_mb: float
    peak_mb: float
    size_mb: float


def build(folder: Path) -> Built:
    """Build the index of the installation in `folder`, in a child process; its progress is shown."""
    index = catalogue.settings_for(folder).index_dir
    shutil.rmtree(index, ignore_errors=True)  # with what an earlier building learnt of words
    command = [sys.executable, "-m", "benchmarks.indexing", str(folder)]
    ran = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=CHECKOUT)
    found = json.loads(ran.stdout)
    return Built(**found, size_mb=sum(file.stat().st_size for file in index.rglob("*") if file.is_file()) / 2**20)


def _build_here(folder: Path) -> dict[str, float]:
    settings = catalogue.settings_for(folder)
    engine = db.make_engine(settings.database_url)
    indexer = SearchService(settings.index_dir, indexed_words()).indexer(engine)
    base = _peak_mb()
    begun = perf_counter()
    documents = indexer.rebuild(engine, _tell)
    return {"seconds": perf_counter() - begun, "documents": documents, "base_mb": base, "peak_mb": _peak_mb()}


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _tell(done: int, of: int) -> None:
    if done == of or done % max(1, of // 5) == 0:
        print(f"    {done} / {of} documents", file=sys.stderr, flush=True)


if __name__ == "__main__":
    print(json.dumps(_build_here(Path(sys.argv[1]))))
