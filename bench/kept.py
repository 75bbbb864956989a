"""Results kept as JSON between runs, so that a part can be measured again on its own. FOLDER/NAME.json maps a key to a result."""
import fcntl
import json


def read(folder, name):
    path = folder / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def keep(folder, name, key, result):
    """Two runs may keep results under one name at a time."""
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / f"{name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        kept = read(folder, name)
        kept[key] = result
        fresh = folder / f"{name}.json.new"
        fresh.write_text(json.dumps(kept, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
        fresh.replace(folder / f"{name}.json")
